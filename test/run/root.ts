import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The script of an installed tool, run with this same Node. */
export function tool(...parts: readonly string[]): string {
  return join(root, ...parts)
}

import { spawn, type StdioOptions } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const guard = join(root, 'packages', 'runtime', 'embedded', 'guard.ts')

export type ToolRun = { readonly code: number; readonly said: string }

/** Runs the script of an installed tool with this same Node; a killed `npm test` leaves none of them behind. */
export async function runTool(
  script: readonly string[],
  args: readonly string[],
  { folder = root, output = 'kept' }: { readonly folder?: string; readonly output?: 'kept' | 'shown' } = {},
): Promise<ToolRun> {
  const program = {
    command: process.execPath,
    args: [join(root, ...script), ...args],
    cwd: folder,
    signal: 'SIGTERM',
  }
  const out = output === 'kept' ? 'pipe' : 'inherit'
  const stdio: StdioOptions = ['pipe', out, out]
  const child = spawn(process.execPath, [guard, JSON.stringify(program)], { cwd: folder, stdio })
  const said: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)))
  return { code, said: Buffer.concat(said).toString('utf8') }
}

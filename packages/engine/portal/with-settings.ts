import { isMap } from './alike.ts'
import { valueAt } from './part.ts'
import type { Portal } from './portal.ts'
import { errorAt, type Path } from './problem.ts'
import { nowhere, type Parts } from './without.ts'

/** The id must be free: adding never overwrites. */
export const added = (portal: Portal, path: Path, value: unknown): Parts =>
  valueAt(portal, path) === undefined
    ? [{ path, value }]
    : errorAt('id-taken', path, `The id "${String(path.at(-1))}" is taken. Choose another.`)

/** The settings that are given replace the old ones; null takes one away. */
export const withSettings = (portal: Portal, path: Path, set: Readonly<Record<string, unknown>>): Parts => {
  const before = valueAt(portal, path)
  if (!isMap(before)) return nowhere(path)
  const entries = Object.entries({
    ...before,
    ...Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)),
  })
  return [{ path, value: Object.fromEntries(entries.filter(([, value]) => value !== null)) }]
}

import { isAlike, isList, isMap } from './alike.ts'
import type { Path } from './problem.ts'

/** A value to stand at a path; without one, what stands there goes. Edits are made of these, and so are undoings. */
export type Part = { readonly path: Path; readonly value?: unknown }

const below = (root: unknown, key: string | number): unknown => {
  if (isList(root)) return typeof key === 'number' ? root[key] : undefined
  return isMap(root) && Object.hasOwn(root, String(key)) ? root[String(key)] : undefined
}

export const valueAt = (root: unknown, path: Path): unknown => path.reduce(below, root)

/** A key that stays keeps its place among its sisters, so that screens do not reorder them. */
const replaced = (root: unknown, key: string | number, value: unknown): unknown => {
  if (isList(root)) return typeof key === 'number' ? root.with(key, value) : root
  if (!isMap(root)) return root
  const name = String(key)
  if (value === undefined) return Object.fromEntries(Object.entries(root).filter(([other]) => other !== name))
  if (!Object.hasOwn(root, name)) return { ...root, [name]: value }
  return Object.fromEntries(Object.entries(root).map(([other, old]) => [other, other === name ? value : old]))
}

/** A copy with one part put in; shares everything else with the original. Null when the path leads nowhere. */
export const withPart = (root: unknown, { path, value }: Part): { readonly root: unknown } | null => {
  const [key, ...rest] = path
  if (key === undefined) return { root: value }
  if (isList(root) ? typeof key !== 'number' || key >= root.length || value === undefined : !isMap(root))
    return null
  const inner = rest.length === 0 ? { root: value } : withPart(below(root, key), { path: rest, value })
  return inner && { root: replaced(root, key, inner.root) }
}

const itemsMax = 100

/** A list of which some items change, item by item: what undoes it then holds those and not the whole list. */
export const itemsOf = (root: unknown, part: Part): readonly Part[] => {
  const [old, now] = [valueAt(root, part.path), part.value]
  if (!isList(old) || !isList(now) || old.length !== now.length) return [part]
  const items = now.flatMap((value, at): readonly Part[] =>
    value === undefined || isAlike(old[at], value) ? [] : [{ path: [...part.path, at], value }],
  )
  return items.length === 0 || items.length > itemsMax ? [part] : items
}

/** What must be put back to undo a part. */
export const partBefore = (root: unknown, { path }: Part): Part => {
  const value = valueAt(root, path)
  return value === undefined ? { path } : { path, value }
}

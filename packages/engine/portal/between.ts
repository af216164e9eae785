import { isAlike, isMap } from './alike.ts'
import type { Edit } from './edit.ts'
import { markable } from './out-of-date.ts'
import { withPart, type Part } from './part.ts'
import { parsePortal } from './parse.ts'
import type { Path } from './problem.ts'
import type { Portal } from './portal.ts'
import { replacing } from './replacing.ts'

const partsMax = 1000

const partsBetween = (before: unknown, after: unknown, path: Path): readonly Part[] => {
  if (before === after) return []
  if (!isMap(before) || !isMap(after)) return isAlike(before, after) ? [] : [{ path, value: after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): readonly Part[] => {
    const at = [...path, key]
    if (!Object.hasOwn(after, key)) return [{ path: at }]
    return Object.hasOwn(before, key)
      ? partsBetween(before[key], after[key], at)
      : [{ path: at, value: after[key] }]
  })
}

/** The one edit that leads from a portal to another and touches nothing else; null where they are the same. */
export const between = (before: Portal, after: Portal): Edit | null => {
  const parts = partsBetween(before, after, [])
  if (parts.length > partsMax) return replacing(before, after)
  return parts.length === 0 ? null : { kind: 'restore', parts }
}

/** A portal led back, or on, by such edits in their order; null where they do not belong to it. */
export const ledBy = (portal: Portal, edits: readonly Edit[]): Portal | null => {
  let root: unknown = markable(portal)
  for (const edit of edits) {
    if (edit.kind !== 'restore') return null
    for (const part of edit.parts) {
      const next = withPart(root, part)
      if (!next) return null
      root = next.root
    }
  }
  const parsed = parsePortal(root)
  return parsed.ok ? parsed.value : null
}

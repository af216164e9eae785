import { isAlike, isList, isMap } from './alike.ts'
import { withKindsFollowed } from './follow-kind.ts'
import { holesIn } from './holes.ts'
import { mergedPermissions } from './merge-cells.ts'
import { mergedOrder } from './merge-list.ts'
import { withSectionsFilled } from './merge-sections.ts'
import { markable } from './out-of-date.ts'
import { parsePortal } from './parse.ts'
import { valueAt, withPart } from './part.ts'
import type { Permission, Portal } from './portal.ts'
import type { Path } from './problem.ts'

export type Side = 'mine' | 'theirs'

/** One thing that both changed, each otherwise; what is not there has no value. */
export type Overlap = {
  readonly path: Path
  readonly base?: unknown
  readonly mine?: unknown
  readonly theirs?: unknown
}
export type Merged = { readonly portal: Portal; readonly overlaps: readonly Overlap[] }
type Choose = (path: Path) => Side
type Three = Readonly<Record<'base' | Side, unknown>>
type Merging = {
  readonly choose: Choose
  readonly overlaps: Overlap[]
  /** How far down two people's changes are told apart. */
  readonly depth: number
}

/** Half of a condition or of a deadline means nothing, nor does one's logo with the other's words: they are one thing. */
const wholes = new Set(['where', 'only-when', 'due', 'from', 'order', 'hours', 'logo'])

const chosen = ({ choose, overlaps }: Merging, path: Path, three: Three): unknown => {
  overlaps.push({ path, ...three })
  return three[choose(path)]
}

const mergedMap = (
  merging: Merging,
  path: Path,
  base: Readonly<Record<string, unknown>>,
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
): unknown => {
  const keys = [base, mine, theirs].map((map) => new Map(Object.entries(map)))
  const [old, ours, others] = keys
  const order = (old && ours && others && mergedOrder(old, ours, others)) ?? []
  const all = new Set([...order, ...Object.keys(theirs), ...Object.keys(mine)])
  const entries = [...all].map((key) => {
    const three = { base: old?.get(key), mine: ours?.get(key), theirs: others?.get(key) }
    return [key, merged(merging, [...path, key], three)] as const
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

const keyed = (list: readonly unknown[], isQuestions: boolean): ReadonlyMap<string, unknown> | null => {
  const keys = list.map((value) =>
    isQuestions && isMap(value) ? String(value['ask']) : JSON.stringify(value),
  )
  const map = new Map(keys.map((key, index) => [key, list[index]]))
  return map.size === list.length ? map : null
}

/** A list whose things are known by what they ask, or by all they say. */
const mergedList = (
  merging: Merging,
  path: Path,
  three: Record<keyof Three, readonly unknown[]>,
): unknown => {
  const isQuestions = path.at(-1) === 'questions'
  const [base, mine, theirs] = [three.base, three.mine, three.theirs].map((list) => keyed(list, isQuestions))
  const order = base && mine && theirs && mergedOrder(base, mine, theirs)
  if (!base || !mine || !theirs || !order) return chosen(merging, path, three)
  const all = new Set([...order, ...mine.keys(), ...theirs.keys()])
  return [...all].flatMap((key) => {
    const place = [...mine.keys()].indexOf(key)
    const parts = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
    return merged(merging, [...path, place === -1 ? [...theirs.keys()].indexOf(key) : place], parts) ?? []
  })
}

const isPermissions = (path: Path, value: unknown): value is readonly Permission[] =>
  path.length === 1 && path[0] === 'permissions' && isList(value)
const isKeyedList = (path: Path): boolean =>
  path[0] === 'accepted-words' ||
  (path.length === 3 && path[0] === 'forms' && (path[2] === 'questions' || path[2] === 'order'))

/** Of two marks one is enough: either says that the Spanish goes back to an older English. */
const oneMark = ({ mine, theirs }: Three): unknown =>
  mine === undefined || (typeof theirs === 'string' && typeof mine === 'string' && theirs < mine)
    ? theirs
    : mine

/** Who may, what is asked, where it begins: ids of which each stands by itself. */
const idLists = new Set(['roles', 'powers', 'by', 'asks', 'clears'])
const isIdList = (path: Path): boolean =>
  path.length > 2 &&
  (idLists.has(String(path.at(-1))) || (path[2] === 'transitions' && path.length === 5 && path[4] === 'from'))

/** A list that would be empty means something else than either of them said. */
const mergedIds = (merging: Merging, path: Path, three: Record<keyof Three, readonly unknown[]>): unknown => {
  const together = mergedList(merging, path, three)
  return isList(together) && together.length === 0 ? chosen(merging, path, three) : together
}

const merged = (merging: Merging, path: Path, three: Three): unknown => {
  const { base, mine, theirs } = three
  if (isAlike(mine, theirs) || isAlike(base, theirs)) return mine
  if (isAlike(base, mine)) return theirs
  if (path[0] === 'out-of-date' && path.length === 2) return oneMark(three)
  if (path.length < merging.depth && isIdList(path) && isList(base) && isList(mine) && isList(theirs))
    return mergedIds(merging, path, { base, mine, theirs })
  const isWhole = wholes.has(String(path.at(-1))) && !isKeyedList(path)
  const isDeep = path.length >= merging.depth && path[0] !== 'out-of-date'
  if (isDeep || isWhole) return chosen(merging, path, three)
  if (isPermissions(path, base) && isPermissions(path, mine) && isPermissions(path, theirs))
    return mergedPermissions({ base, mine, theirs }, (at, old, ours, others) =>
      merged(merging, at, { base: old, mine: ours, theirs: others }),
    )
  if (isKeyedList(path) && isList(base) && isList(mine) && isList(theirs))
    return mergedList(merging, path, { base, mine, theirs })
  return isMap(base) && isMap(mine) && isMap(theirs)
    ? mergedMap(merging, path, base, mine, theirs)
    : chosen(merging, path, three)
}

/** What one of them took away and the other has come to need; the choice brings it back or leaves the hole. */
const withHoles = (
  portal: Portal,
  three: Readonly<Record<'base' | Side, Portal>>,
  merging: Merging,
): unknown =>
  holesIn(portal, three).reduce<unknown>((root, path) => {
    const values = {
      base: valueAt(three.base, path),
      mine: valueAt(three.mine, path),
      theirs: valueAt(three.theirs, path),
    }
    const value = chosen(merging, path, values)
    return value === undefined ? root : (withPart(root, { path, value })?.root ?? root)
  }, portal)

const mergedTo = (
  depth: number,
  three: Readonly<Record<'base' | Side, Portal>>,
  choose: Choose,
): Merged | null => {
  const merging = { choose, overlaps: [], depth }
  const parsed = parsePortal(merged(merging, [], three))
  if (!parsed.ok) return null
  const filled = withSectionsFilled(parsed.value, three)
  const whole = parsePortal(withHoles(filled, three, merging))
  return whole.ok ? { portal: whole.value, overlaps: merging.overlaps } : null
}

/** Fine enough to tell any two things apart. */
const finest = 100

/**
 * What two people made of one portal, together. What only one of them touched is as that one left it; what both made
 * different is told, and is theirs unless `choose` says otherwise. Whose edits come first makes no difference.
 */
export const merge = (
  base: Portal,
  mine: Portal,
  theirs: Portal,
  choose: Choose = () => 'theirs',
): Merged => {
  const followed = withKindsFollowed({ base, mine, theirs })
  const three = {
    base: markable(followed.base),
    mine: markable(followed.mine),
    theirs: markable(followed.theirs),
  }
  // Two changes can each be sound and have no shape together; then they are about the same thing.
  const fits = mergedTo(finest, three, choose) ?? mergedTo(1, three, choose)
  return (
    fits ?? {
      portal: { base, mine, theirs }[choose([])],
      overlaps: [{ path: [], base, mine, theirs }],
    }
  )
}

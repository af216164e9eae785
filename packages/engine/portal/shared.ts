import type { Portal } from './portal.ts'

type Map<Value> = Readonly<Record<string, Value>>

/** The same to the letter: the order of keys is what people see, so another order is another value. */
const isJust = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

const sharedMap = <Value>(before: Map<Value>, after: Map<Value>): Map<Value> => {
  const [keys, entries] = [Object.keys(before), Object.entries(after)]
  const now = entries.map(([key, value]): readonly [string, Value] => {
    const old = before[key]
    return [key, old !== undefined && isJust(old, value) ? old : value]
  })
  const isUnchanged =
    keys.length === now.length && now.every(([key, value], at) => key === keys[at] && value === before[key])
  return isUnchanged ? before : Object.fromEntries(now)
}

const sharedList = <Value>(before: readonly Value[], after: readonly Value[]): readonly Value[] => {
  const now = after.map((value, at): Value => {
    const old = before[at]
    return old !== undefined && isJust(old, value) ? old : value
  })
  return now.length === before.length && now.every((value, at) => value === before[at]) ? before : now
}

/**
 * The later of two portals, with everything that is the same in both being the very same value: what was found out about
 * a part then still holds, and what compares the two need not look into it.
 */
export const shared = (before: Portal, after: Portal): Portal => ({
  ...after,
  hours: isJust(before.hours, after.hours) ? before.hours : after.hours,
  tables: sharedMap(before.tables, after.tables),
  roles: sharedMap(before.roles, after.roles),
  permissions: sharedList(before.permissions, after.permissions),
  forms: sharedMap(before.forms, after.forms),
  queues: sharedMap(before.queues, after.queues),
  workflows: sharedMap(before.workflows, after.workflows),
  notices: sharedMap(before.notices, after.notices),
  ...(after.rehearsals && { rehearsals: sharedMap(before.rehearsals ?? {}, after.rehearsals) }),
})

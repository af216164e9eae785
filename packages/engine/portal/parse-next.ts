import { ok, type Result } from '../result.ts'
import { isList, isMap } from './alike.ts'
import { duplicateProblems } from './duplicates.ts'
import { parsePortal } from './parse.ts'
import { plainProblems, sizeOf } from './plain.ts'
import { portalSchema, type Portal } from './portal.ts'
import type { Path, Problem } from './problem.ts'

type Map<Value> = Readonly<Record<string, Value>>

/** The maps of a portal whose entries are read one by one. */
const mapsOf = ({ tables, roles, forms, queues, workflows, notices, rehearsals = {} }: Portal) =>
  ({ tables, roles, forms, queues, workflows, notices, rehearsals }) satisfies Map<Map<unknown>>

/** Says of a part whether it stands where it stood when it was read before, and is the very same value. */
const standsIn = (before: Portal): ((path: Path, value: unknown) => boolean) => {
  const maps: Map<Map<unknown>> = mapsOf(before)
  const permissions: ReadonlySet<unknown> = new Set(before.permissions)
  return ([of = '', key], value) => {
    if (of === 'permissions') return permissions.has(value)
    const map = Object.hasOwn(maps, of) ? maps[of] : undefined
    return typeof key === 'string' && map !== undefined && Object.hasOwn(map, key) && map[key] === value
  }
}

/** What is left to read: all that does not stand there as it did. */
const fresh = (input: Map<unknown>, stands: (path: Path, value: unknown) => boolean): Map<unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([of, value]) => {
      if (of === 'permissions' && isList(value))
        return [of, value.filter((part, at) => !stands([of, at], part))]
      if (!isMap(value)) return [of, value]
      return [of, Object.fromEntries(Object.entries(value).filter(([key, part]) => !stands([of, key], part)))]
    }),
  )

/** A map in the order in which it stands now, of what was read now and what was read before. */
const joined = <Value>(now: unknown, read: Map<Value>, old: Map<Value>): Map<Value> =>
  Object.fromEntries(
    Object.keys(isMap(now) ? now : {}).flatMap((key) => {
      const value = Object.hasOwn(read, key) ? read[key] : old[key]
      return value === undefined ? [] : [[key, value] as const]
    }),
  )

const whole = (input: Map<unknown>, read: Portal, before: Portal): Portal => {
  const { tables, roles, forms, queues, workflows, notices } = input
  const old: ReadonlyMap<unknown, Portal['permissions'][number]> = new Map(
    before.permissions.map((permission) => [permission, permission]),
  )
  const permissions = read.permissions.values()
  const list = isList(input['permissions']) ? input['permissions'] : []
  return {
    ...read,
    tables: joined(tables, read.tables, before.tables),
    roles: joined(roles, read.roles, before.roles),
    permissions: list.flatMap((permission) => old.get(permission) ?? permissions.next().value ?? []),
    forms: joined(forms, read.forms, before.forms),
    queues: joined(queues, read.queues, before.queues),
    workflows: joined(workflows, read.workflows, before.workflows),
    notices: joined(notices, read.notices, before.notices),
    ...(read.rehearsals && {
      rehearsals: joined(input['rehearsals'], read.rehearsals, before.rehearsals ?? {}),
    }),
  }
}

/**
 * What `parsePortal` says of a value that was made of a portal: whatever in it is the very same value at the same place
 * was read with that portal and is not read again. Where something is wrong, all of it is read, so that it is told alike.
 */
export const parseNext = (before: Portal, input: unknown): Result<Portal, readonly Problem[]> => {
  if (!isMap(input)) return parsePortal(input)
  const stands = standsIn(before)
  const isPlain =
    plainProblems(input, (path, value) => (stands(path, value) ? sizeOf(value) : null)).length === 0
  const read = isPlain ? portalSchema.safeParse(fresh(input, stands)) : null
  if (!read?.success) return parsePortal(input)
  const portal = whole(input, read.data, before)
  return duplicateProblems(portal).length === 0 ? ok(portal) : parsePortal(input)
}

import { permissionsFor } from '@portico/engine/access/access'
import { spec } from '@portico/engine/access/spec'
import type { Portal, Verb } from '@portico/engine/portal/portal'
import type { World, WorldRecord } from '@portico/engine/testing/random-world'
import { reachableFields } from '../../packages/runtime/postgres/rule.ts'
import { factsOf, type Scene } from './scene.ts'

/**
 * What Postgres decides, layer by layer, each told by the oracle for the portal that layer was made from. With one portal
 * in every layer it is the oracle's own answer; with a mutant in one of them it says what that mutant lets through, so a
 * mutant that changes nothing is proven to, and any other must be found.
 */
export const layers = ['read', 'cells', 'find', 'create', 'using', 'check', 'guard'] as const
export type Layer = (typeof layers)[number]
export type Layers = Readonly<Record<Layer, Portal>>

export const sameLayers = (portal: Portal): Layers => ({
  read: portal,
  cells: portal,
  find: portal,
  create: portal,
  using: portal,
  check: portal,
  guard: portal,
})

/** A change as Postgres meets it: what is written, in which records, and what each of them is before and after. */
export type Change = {
  readonly kind: 'create' | 'update-one' | 'update-all'
  readonly table: string
  readonly fields: readonly string[]
  readonly rows: readonly { readonly before: WorldRecord | null; readonly after: WorldRecord }[]
}

/** Nobody's in particular: cells are decided by permissions alone, since no record comes to them past the ceiling. */
const ownerless = new WeakMap<Portal, Portal>()
export const withoutOwners = (portal: Portal): Portal => {
  const held = ownerless.get(portal)
  if (held) return held
  const tables = Object.fromEntries(
    Object.entries(portal.tables).map(([id, { patient: _, people, ...table }]) => [
      id,
      people === 'staff' ? { ...table, people } : table,
    ]),
  )
  const made = { ...portal, tables }
  ownerless.set(portal, made)
  return made
}

type Asked = Pick<Scene, 'portal' | 'actor' | 'today'> & { readonly world: World }

const isReached = (asked: Asked, layer: Portal, verb: Verb, record: WorldRecord): boolean =>
  record.deleted !== true &&
  spec(layer, asked.actor, verb, record.table, factsOf(asked.portal, asked.world, record), asked.today).record

const cells = (asked: Asked, layer: Portal, verb: Verb, record: WorldRecord): ReadonlySet<string> =>
  spec(
    withoutOwners(layer),
    asked.actor,
    verb,
    record.table,
    factsOf(asked.portal, asked.world, record),
    asked.today,
  ).fields

type Shown = {
  readonly record: boolean
  readonly fields: ReadonlySet<string>
  readonly found: boolean
}

/** Whether a record is read, which of its cells are shown, and whether a change could name it. */
export const shownBy = (asked: Asked, made: Layers, record: WorldRecord): Shown => {
  const isRead =
    permissionsFor(asked.portal, asked.actor.audience, 'read', record.table).length > 0 &&
    isReached(asked, made.read, 'read', record)
  return {
    record: isRead,
    fields: isRead ? cells(asked, made.cells, 'read', record) : new Set(),
    found: isReached(asked, made.find, 'read', record) || isReached(asked, made.find, 'update', record),
  }
}

const isFound = (asked: Asked, made: Layers, record: WorldRecord): boolean =>
  shownBy(asked, made, record).found

const creates = (asked: Asked, made: Layers, { table, fields, rows }: Change): number => {
  const granted = reachableFields(asked.portal, asked.actor.audience, 'create', table)
  const [row] = rows
  if (!row || permissionsFor(asked.portal, asked.actor.audience, 'create', table).length === 0) return 0
  if (!fields.every((field) => granted.includes(field))) return 0
  const allowed = cells(asked, made.guard, 'create', row.after)
  return fields.every((field) => allowed.has(field)) && isReached(asked, made.create, 'create', row.after)
    ? 1
    : 0
}

const updates = (asked: Asked, made: Layers, { kind, table, fields, rows }: Change): number => {
  const granted = reachableFields(asked.portal, asked.actor.audience, 'update', table)
  if (!fields.every((field) => granted.includes(field))) return 0
  const named = kind === 'update-one'
  const met = rows.filter(
    ({ before }) =>
      before !== null &&
      isReached(asked, made.using, 'update', before) &&
      (!named || isFound(asked, made, before)),
  )
  const isRefused = met.some(({ before, after }) => {
    const [was, is] = [before ?? after, after].map((record) => cells(asked, made.guard, 'update', record))
    return (
      !fields.every((field) => was?.has(field) === true && is?.has(field) === true) ||
      !isReached(asked, made.check, 'update', after) ||
      (named && !isFound(asked, made, after))
    )
  })
  return isRefused ? 0 : met.length
}

/** How many records a change reaches; none when it is refused. */
export const reachedBy = (asked: Asked, made: Layers, change: Change): number =>
  change.kind === 'create' ? creates(asked, made, change) : updates(asked, made, change)

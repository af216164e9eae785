import { checkAgainst } from './check-against.ts'
import { outOfReach, reachedBy, type OpenRequests } from './out-of-reach.ts'
import { workflowName } from './name.ts'
import { own } from './own.ts'
import { valueAt, withPart } from './part.ts'
import { portalSchema, type Field, type Permission, type Portal, type Table } from './portal.ts'
import type { Path } from './problem.ts'
import { lacksOf, type Need } from './process-problems.ts'
import { isDeclared } from './resolve.ts'

/** A process that open requests are pinned to. */
export type Pinned = Pick<OpenRequests, 'portal' | 'workflow'>

/** A draft as an earlier version was, and what of that version it cannot have, in sentences. */
export type GoingBack = { readonly portal: Portal; readonly stays: readonly string[] }

/** What a part that is put back needs itself may be missing too: not for ever. */
const roundsMax = 8

/** Things that stay as they are in the live version, for one reason. */
type Stay = {
  readonly paths: readonly Path[]
  /** Whose permissions on which table stay with them. */
  readonly permitted?: { readonly table: string; readonly roles: readonly string[] }
  readonly sentence: string
}

const pathOf = (draft: Portal, need: Need): Path => {
  switch (need.kind) {
    case 'field':
      return own(draft.tables, need.table)
        ? ['tables', need.table, 'fields', need.id]
        : ['tables', need.table]
    case 'role':
      return ['roles', need.id]
    case 'queue':
      return ['queues', need.id]
    case 'notice':
      return ['notices', need.id]
    case 'table':
      return ['tables', need.id]
  }
}

/** Stored values keep their kind and whose they are: there the live version stands, down to the field. */
const held = (live: Portal, draft: Portal): readonly Stay[] =>
  checkAgainst(live, draft)
    .filter(({ path }) => path[0] === 'tables')
    .map(({ path, sentence }) => ({
      paths: [path[2] === 'fields' ? path.slice(0, 4) : path],
      sentence: sentence.replace(/ (Add|Leave) .*$/, ' It stays as it is.'),
    }))

const needed = (draft: Portal, pinned: readonly Pinned[]): readonly Stay[] =>
  pinned.flatMap(({ portal, workflow }) =>
    lacksOf(portal, workflow, draft).map(({ need, problem }) => ({
      paths: [pathOf(draft, need)],
      sentence: problem.sentence.replace(/ (Keep|Add) [^.]*\.$/, ' It stays until they are done.'),
    })),
  )

/** By what open requests are seen and moved. A workflow stays with its form and with all that anybody may do in it. */
const reached = (live: Portal, draft: Portal, pinned: readonly Pinned[]): readonly Stay[] =>
  pinned.flatMap((one): readonly Stay[] => {
    const lack = outOfReach(one.portal, one.workflow, draft)
    const table = own(one.portal.workflows, one.workflow)?.table
    if (lack === null || table === undefined) return []
    const said = `Open requests of ${workflowName(one.portal, one.workflow)} would be out of reach without ${reachedBy(draft, one, lack)}.`
    const sentence = `${said} It stays until they are done.`
    if (lack.kind === 'sight') return [{ paths: [], permitted: { table, roles: lack.roles }, sentence }]
    const declared = own(live.workflows, one.workflow)
    if (!declared) return []
    const paths = [
      ['workflows', one.workflow],
      ['forms', declared.start.form],
    ]
    const taking = Object.values(declared.transitions).flatMap(({ by }) => by)
    const roles = [...Object.keys(draft.roles), ...declared.start.by, ...taking]
    const permitted = { table, roles }
    const needs = needed(draft, [{ portal: live, workflow: one.workflow }])
    return [{ paths, permitted, sentence }, ...needs]
  })

/** Puts the live version's part where the draft lacks it; the draft as it was where there is no such place. */
const keptAt = (live: Portal, draft: Portal, path: Path): Portal => {
  const value = valueAt(live, path)
  const put = withPart(draft, { path, ...(value !== undefined && { value }) })
  const parsed = portalSchema.safeParse(put?.root)
  return parsed.success ? parsed.data : draft
}

/** What some roles may do live with the fields of a table that the draft has too. */
const permissionsOf = (
  live: Portal,
  draft: Portal,
  { table, roles }: NonNullable<Stay['permitted']>,
): readonly Permission[] => {
  const has = new Set(draft.permissions.map((permission) => JSON.stringify(permission)))
  return live.permissions
    .filter((permission) => permission.table === table && roles.includes(permission.role))
    .map((permission) => ({
      ...permission,
      fields: permission.fields.filter((field) => isDeclared(draft, table, field)),
    }))
    .filter((permission) => permission.fields.length > 0 && !has.has(JSON.stringify(permission)))
}

const kept = (live: Portal, draft: Portal, { paths, permitted }: Stay): Portal => {
  const next = paths.reduce((portal, path) => keptAt(live, portal, path), draft)
  if (!permitted) return next
  const added = permissionsOf(live, next, permitted)
  return added.length === 0 ? next : { ...next, permissions: [...next.permissions, ...added] }
}

/** Whoever works on a queue or a workflow that stays must be there as well. */
const withRoles = (live: Portal, draft: Portal): Portal => {
  const used = [
    ...Object.values(draft.queues).flatMap(({ roles }) => roles),
    ...draft.permissions.map(({ role }) => role),
    ...Object.values(draft.workflows).flatMap(({ start }) => start.by),
  ]
  const gone = used.filter((role) => !own(draft.roles, role) && own(live.roles, role))
  return { ...draft, roles: { ...draft.roles, ...Object.fromEntries(gone.flatMap((id) => entry(live, id))) } }
}

const entry = (live: Portal, id: string): readonly (readonly [string, Portal['roles'][string]])[] => {
  const role = own(live.roles, id)
  return role ? [[id, role]] : []
}

/** What records may have chosen keeps its words, and is no longer offered where that version did not offer it. */
const withChoices = (live: Portal, draft: Portal): Portal => {
  const fieldNow = (now: Field, before: Field | undefined): Field => {
    if (before?.kind !== now.kind) return now
    const came = Object.entries(before.options ?? {}).filter(([id]) => own(now.options, id) === undefined)
    if (came.length === 0) return now
    const ids = came.map(([id]) => id)
    return {
      ...now,
      options: { ...now.options, ...Object.fromEntries(came) },
      retired: [...(now.retired ?? []), ...ids],
    }
  }
  const tables = Object.entries(draft.tables).map(([id, table]): [string, Table] => {
    const before = own(live.tables, id)?.fields
    const fields = Object.entries(table.fields).map(([field, now]): [string, Field] => [
      field,
      fieldNow(now, own(before, field)),
    ])
    return [id, { ...table, fields: Object.fromEntries(fields) }]
  })
  return { ...draft, tables: Object.fromEntries(tables) }
}

/**
 * An earlier version as the draft that would follow what is live. Nothing that is stored changes: a field that came since
 * is not in it, so that it is out of reach and its values are kept. Where a stored value or an open request needs what
 * that version had not, the live version's part stays, and it is said why.
 */
export const goingBack = (live: Portal, target: Portal, pinned: readonly Pinned[]): GoingBack => {
  let portal: Portal = withChoices(live, { ...target, portal: live.portal })
  const stays = new Map<string, string>()
  for (let round = 0; round < roundsMax; round++) {
    const staying = [...held(live, portal), ...needed(portal, pinned), ...reached(live, portal, pinned)]
    const next = withRoles(
      live,
      staying.reduce((draft, stay) => kept(live, draft, stay), portal),
    )
    for (const { sentence } of staying) stays.set(sentence, sentence)
    if (JSON.stringify(next) === JSON.stringify(portal)) break
    portal = next
  }
  return { portal, stays: [...stays.values()] }
}

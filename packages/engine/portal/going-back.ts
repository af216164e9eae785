import { checkAgainst } from './check-against.ts'
import { own } from './own.ts'
import { valueAt, withPart } from './part.ts'
import { portalSchema, type Field, type Portal, type Table } from './portal.ts'
import type { Path } from './problem.ts'
import { lacksOf, type Need } from './process-problems.ts'

/** A process that open requests are pinned to. */
export type Pinned = { readonly portal: Portal; readonly workflow: string }

/** A draft as an earlier version was, and what of that version it cannot have, in sentences. */
export type GoingBack = { readonly portal: Portal; readonly stays: readonly string[] }

/** What a part that is put back needs itself may be missing too: not for ever. */
const roundsMax = 8

/** One thing that stays as it is in the live version. */
type Stay = { readonly path: Path; readonly sentence: string }

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
      path: path[2] === 'fields' ? path.slice(0, 4) : path,
      sentence: sentence.replace(/ (Add|Leave) .*$/, ' It stays as it is.'),
    }))

const needed = (draft: Portal, pinned: readonly Pinned[]): readonly Stay[] =>
  pinned.flatMap(({ portal, workflow }) =>
    lacksOf(portal, workflow, draft).map(({ need, problem }) => ({
      path: pathOf(draft, need),
      sentence: problem.sentence.replace(/ (Keep|Add) [^.]*\.$/, ' It stays until they are done.'),
    })),
  )

/** Puts the live version's part where the draft lacks it; the draft as it was where there is no such place. */
const kept = (live: Portal, draft: Portal, { path }: Stay): Portal => {
  const value = valueAt(live, path)
  const put = withPart(draft, { path, ...(value !== undefined && { value }) })
  const parsed = portalSchema.safeParse(put?.root)
  return parsed.success ? parsed.data : draft
}

/** Whoever works on a queue that stays must be there as well. */
const withRoles = (live: Portal, draft: Portal): Portal => {
  const used = Object.values(draft.queues).flatMap(({ roles }) => roles)
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
    const staying = [...held(live, portal), ...needed(portal, pinned)]
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

import type { Edit } from '@portico/engine/portal/edit'
import { mayEver } from '@portico/engine/portal/grants'
import { identityPermission } from '@portico/engine/portal/identity-permission'
import type { Portal, Verb } from '@portico/engine/portal/portal'
import { ownerField } from '@portico/engine/portal/resolve'
import { alsoThere, distinct, readersOf, type Answers } from './made-answers.ts'
import type { MadeIds } from './made-ids.ts'
import type { Stage } from './made-stages.ts'

/** Fields somebody changes, and the stages in which that is. */
type Writing = { readonly role: string; readonly field: string; readonly states: readonly string[] }

const idsIn = (...fields: readonly ({ readonly id: string } | null)[]): readonly string[] =>
  fields.flatMap((field) => (field ? [field.id] : []))

/** What a group puts down, and where. */
const writingOf = ({ why, need }: MadeIds, { id, hand, more }: Stage): readonly Writing[] =>
  hand.handlers.flatMap((role) => [
    ...[...hand.written, ...idsIn(more ? need : null)].map((field) => ({ role, field, states: [id] })),
    ...idsIn(why).map((field) => ({ role, field, states: more ? [id, more.id] : [id] })),
  ])

const answersOf = ({ answer }: MadeIds, readers: readonly string[], stages: readonly Stage[]) => {
  const states = stages.flatMap(({ more }) => idsIn(more))
  return readers.flatMap((role) => idsIn(answer).map((field): Writing => ({ role, field, states })))
}

/** Each role's fields that may be changed in the same stages are one edit. */
const blocks = (table: string, writing: readonly Writing[], isInStages: boolean): readonly Edit[] => {
  const byCell = Map.groupBy(writing, ({ role, field }) => `${role} ${field}`)
  const cells = [...byCell.values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...first, states: distinct(same.flatMap(({ states }) => states)) }] : []
  })
  return [...Map.groupBy(cells, ({ role, states }) => `${role} ${states.join()}`).values()].flatMap(
    (same): readonly Edit[] => {
      const [first] = same
      if (!first) return []
      const { role, states } = first
      const fields = same.map(({ field }) => field)
      const only = isInStages ? { states } : {}
      return [{ kind: 'set-cells', table, roles: [role], fields, may: { update: true }, ...only }]
    },
  )
}

/**
 * Just what is needed, once the workflow is there: who sends may fill in and read it, each group reads what came before
 * it and writes its own, in its own stage where there are several, and the patient reads what is shared with her.
 */
export const madePermissions = (
  answers: Answers,
  portal: Portal,
  ids: MadeIds,
  stages: readonly Stage[],
): readonly Edit[] => {
  const { table, senders, asked, shared } = answers
  const isNew = (role: string, verb: Verb, field: string): boolean =>
    !mayEver(portal, role, verb, table, field)
  const cells = (
    roles: readonly string[],
    verb: 'create' | 'read',
    all: readonly string[],
  ): readonly Edit[] =>
    roles.flatMap((role): readonly Edit[] => {
      const fields = distinct(all).filter((field) => isNew(role, verb, field))
      return fields.length === 0
        ? []
        : [{ kind: 'set-cells', table, roles: [role], fields, may: { [verb]: true } }]
    })
  const readers = readersOf(portal, senders)
  const owner = ownerField(portal.tables[table])
  const sent = [...(owner === null ? [] : [owner]), ...asked]
  const writing = [
    ...stages.flatMap((stage) => writingOf(ids, stage)),
    ...answersOf(ids, readers, stages),
  ].filter(({ role, field }) => isNew(role, 'update', field))
  const said = idsIn(ids.why, ids.need, ids.answer)
  return [
    ...cells(senders, 'create', sent),
    ...cells(senders, 'read', sent),
    ...stages.flatMap(({ hand }, at) => {
      const before = stages.slice(0, at + 1).flatMap((stage) => stage.hand.written)
      const asks = stages.slice(0, at + 1).some(({ more }) => more) ? idsIn(ids.need, ids.answer) : []
      return cells(hand.handlers, 'read', [...sent, ...before, ...idsIn(ids.why), ...asks])
    }),
    ...stages.flatMap(({ hand }) => cells(alsoThere(portal, hand), 'read', sent)),
    ...cells(readers, 'read', [...shared, ...said]),
    ...blocks(table, writing, stages.length > 1),
  ]
}

/** What tells the patient from another, for those who handle it and may not read it yet. */
export const madeIdentity = ({ table, hands }: Answers, portal: Portal): readonly Edit[] =>
  distinct(hands.flatMap((hand) => [...hand.handlers, ...alsoThere(portal, hand)])).flatMap(
    (role) => identityPermission(portal, role, table) ?? [],
  )

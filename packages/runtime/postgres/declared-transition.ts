import type { Portal, Workflow } from '@portico/engine/portal/portal'
import { startState } from '@portico/engine/workflow/start-state'
import type { Transaction } from './transaction.ts'

/** One move a version's workflow declares, as the database holds a request to it. */
type DeclaredTransition = {
  readonly workflow: string
  readonly table_id: string
  readonly transition: string
  readonly from_state: string
  readonly to_state: string
  readonly taken_by: readonly string[]
  readonly ends: boolean
  readonly notice: string | null
  readonly fresh_minutes: number | null
  readonly clears: readonly string[]
}

const startOf = (id: string, workflow: Workflow): DeclaredTransition => ({
  workflow: id,
  table_id: workflow.table,
  transition: '',
  from_state: '',
  to_state: startState(workflow),
  taken_by: workflow.start.by,
  ends: false,
  notice: workflow.start.notice ?? null,
  fresh_minutes: null,
  clears: [],
})

const declared = (id: string, workflow: Workflow): readonly DeclaredTransition[] =>
  Object.entries(workflow.transitions).flatMap(([key, transition]) =>
    transition.from.map((from) => {
      const to = transition.to ?? from
      const fresh = transition['fresh-sign-in']
      return {
        workflow: id,
        table_id: workflow.table,
        transition: key,
        from_state: from,
        to_state: to,
        taken_by: transition.by,
        ends: workflow.states[to]?.ends === true,
        notice: transition.notice ?? null,
        fresh_minutes: fresh === undefined ? null : Number.parseInt(fresh, 10),
        clears: transition.clears ?? [],
      }
    }),
  )

/** Kept for good, like the version: requests are pinned to it. */
export const declareTransitions = async (
  transaction: Transaction,
  version: number,
  portal: Portal,
): Promise<void> => {
  const all = Object.entries(portal.workflows).flatMap(([id, workflow]) => [
    startOf(id, workflow),
    ...declared(id, workflow),
  ])
  await transaction.query(
    `insert into portico.declared_transition
     select $1, d.* from jsonb_to_recordset($2) as d(workflow text, table_id text, transition text, from_state text,
       to_state text, taken_by text[], ends boolean, notice text, fresh_minutes int, clears text[])
     on conflict do nothing`,
    [version, JSON.stringify(all)],
  )
}

import { own } from '../portal/own.ts'
import type { Portal, Rehearsal, Workflow } from '../portal/portal.ts'
import { startState } from '../workflow/start-state.ts'
import type { Path } from './paths.ts'
import { inventedAnswer } from '../rehearsal/invented.ts'

const answersTo = (
  portal: Portal,
  table: string,
  asked: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    asked.flatMap((id) => {
      const field = own(own(portal.tables, table)?.fields, id)
      return field ? [[id, inventedAnswer(portal, field)]] : []
    }),
  )

const startOf = (portal: Portal, { table, start, states }: Workflow): Rehearsal['start'] => {
  const state = start.state ?? 'submitted'
  const asked = own(portal.forms, start.form)?.questions.map(({ ask }) => ask) ?? []
  return {
    by: start.by[0] ?? 'system',
    with: answersTo(portal, table, asked),
    expect: { state, queue: states[state]?.queue ?? null },
  }
}

/** One way through a workflow as a rehearsal of it: each step by the first role that may take it, with invented answers. */
export const rehearsalOf = (portal: Portal, id: string, path: Path): Rehearsal => {
  const workflow = own(portal.workflows, id)
  if (!workflow) throw new Error('A path is a path of a workflow that is declared.')
  const end = path.at(-1)?.to ?? startState(workflow)
  return {
    label: { en: `${id} to ${end}` },
    workflow: id,
    start: startOf(portal, workflow),
    steps: path.map(({ transition, to }) => {
      const { by, asks, notice } = workflow.transitions[transition] ?? { by: [] }
      return {
        by: by.find((role) => role !== 'system') ?? 'system',
        takes: transition,
        with: answersTo(portal, workflow.table, asks ?? []),
        expect: {
          state: to,
          queue: workflow.states[to]?.queue ?? null,
          notices: notice !== undefined && own(portal.notices, notice) ? [notice] : [],
        },
      }
    }),
  }
}

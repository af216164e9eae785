import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { stepLabel } from '#lib/draft/step-label.ts'
import { words } from '#lib/words.ts'
import { takers } from '#lib/workflows/takers.ts'

/** A moment at which a workflow may send a message. */
export type Sender = {
  readonly id: string
  readonly name: string
  readonly sends: string | undefined
  readonly edit: (notice: string | null) => Edit
}

/** The beginning of a workflow and its steps; steps of one name are told apart by where they begin, or else by who takes them. */
export const sendersOf = (portal: Portal, workflow: string): readonly Sender[] => {
  const declared = portal.workflows[workflow]
  if (!declared) return []
  const labels = Object.keys(declared.transitions).map((step) => stepLabel(portal, workflow, step))
  const steps = Object.entries(declared.transitions).map(([transition, { notice: sends, by }]): Sender => {
    const label = stepLabel(portal, workflow, transition)
    const isAlone = labels.filter((other) => other === label).length === 1
    return {
      id: `step ${transition}`,
      name: isAlone ? label : words.wording.takenBy(label, words.list(by.map((role) => who(portal, role)))),
      sends,
      edit: (notice) => ({ kind: 'change-transition', workflow, transition, set: { notice } }),
    }
  })
  return [atStart(workflow, declared.start.notice), ...steps]
}

const atStart = (workflow: string, sends: string | undefined): Sender => ({
  id: 'start',
  name: words.wording.atStart,
  sends,
  edit: (notice) => ({ kind: 'change-start', workflow, set: { notice } }),
})

const who = (portal: Portal, role: string): string =>
  takers(portal).find(({ value }) => value === role)?.label ?? role

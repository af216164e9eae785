import type { Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'
import { stateLabel, transitionLabel } from './label.ts'

/** What a step is called among all steps of its workflow: those of one name are told apart by where they begin. */
export const stepLabel = (portal: Portal, workflow: string, step: string): string => {
  const steps = portal.workflows[workflow]?.transitions ?? {}
  const label = transitionLabel(portal, workflow, step)
  const startOf = (id: string): string =>
    words.list((steps[id]?.from ?? []).map((state) => stateLabel(portal, workflow, state)))
  const alike = Object.keys(steps).filter((id) => transitionLabel(portal, workflow, id) === label)
  const isAlone = alike.every((id) => startOf(id) === startOf(step))
  return isAlone ? label : words.workflows.stepFrom(label, startOf(step))
}

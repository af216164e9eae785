import { viewpointOf, type Actor } from '@portico/engine/access/actor'
import type { Facts } from '@portico/engine/access/condition'
import { startState } from '@portico/engine/workflow/start-state'
import type { AnswersContext } from '@portico/engine/workflow/answers'
import type { Portal } from '../call/api.ts'
import { dateIn } from '../words/when.ts'

/** What decides which questions are asked: who asks, the date at the practice, and whom it is for. */
export const answersContext = (
  portal: Portal,
  workflow: string,
  actor: Actor,
  patient: { readonly id: string | null; readonly facts: Facts },
  now: number,
): AnswersContext => {
  const today = dateIn(portal.timezone, now)
  const declared = portal.workflows[workflow]
  const path = portal.tables[declared?.table ?? '']?.patient
  const own = { state: declared ? startState(declared) : null, assignee: null, created: today }
  if (path === undefined) return { viewpoint: viewpointOf(actor, today), facts: own }
  const walked = Object.entries(patient.facts).map(([field, value]) => [`${path}.${field}`, value] as const)
  return {
    viewpoint: viewpointOf(actor, today),
    facts: { ...own, ...Object.fromEntries(walked), [path]: patient.id },
  }
}

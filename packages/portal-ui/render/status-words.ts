import type { Workflow } from '@portico/engine/portal/portal'
import { inLanguage, labelOf, wordsOfId, type Language } from '@portico/engine/portal/text'
import type { ShownRequest } from './record.ts'

/** Where a request is, in the words the practice chose for patients. */
export const statusInWords = (workflow: Workflow | undefined, state: string, language: Language): string => {
  const sees = workflow?.states[state]?.['patient-sees']
  return sees ? inLanguage(sees, language) : wordsOfId(state)
}

/** The same for staff, in theirs. */
export const stageInWords = (workflow: Workflow | undefined, state: string, language: Language): string =>
  labelOf(state, workflow?.states[state], language)

export const hasEnded = (workflow: Workflow | undefined, state: string): boolean =>
  workflow?.states[state]?.ends === true

/**
 * Nobody here has it, and the patient can move it on: then it is she who is waited for. The request itself says
 * whether it waits in a queue; the workflow that patients' browsers are told of does not.
 */
export const waitsForPatient = (
  workflow: Workflow | undefined,
  { state, queue, assignee }: ShownRequest,
  roles: readonly string[],
): boolean => {
  if (!workflow || hasEnded(workflow, state) || queue !== null || assignee !== null) return false
  return Object.values(workflow.transitions).some(
    ({ from, by }) => from.includes(state) && by.some((role) => roles.includes(role)),
  )
}

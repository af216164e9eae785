import type { Workflow } from '@portico/engine/portal/portal'
import type { ShownRequest } from './record.ts'
import { inLanguage, labelOf, wordsOfId, type Language } from '@portico/engine/portal/text'

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
 * A step of hers takes it on by a time, or nobody else can: then it is she who is waited for. One that only ends it, such
 * as withdrawing, she may take while somebody else has it, and an appointment that stands waits for nobody. Patients'
 * browsers are not told of queues and of others' steps, so the server says whether it is hers alone.
 */
export const waitsForPatient = (
  workflow: Workflow | undefined,
  { state, due, needsPatient }: Pick<ShownRequest, 'state' | 'due' | 'needsPatient'>,
  roles: readonly string[],
): boolean => {
  const hers = Object.values(workflow?.transitions ?? {}).filter(
    ({ from, by }) => from.includes(state) && by.some((role) => roles.includes(role)),
  )
  if (needsPatient === true) return hers.length > 0
  return due !== null && hers.some(({ to }) => to !== undefined && !hasEnded(workflow, to))
}

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
 * A step of hers takes it on, and by a time: then it is she who is waited for. One that only ends it, such as
 * withdrawing, she may take while somebody else has it, and what stands without a time, such as an appointment, waits
 * for nobody. Patients' browsers are not told of queues, so those cannot be asked.
 */
export const waitsForPatient = (
  workflow: Workflow | undefined,
  { state, due }: Pick<ShownRequest, 'state' | 'due'>,
  roles: readonly string[],
): boolean =>
  due !== null &&
  Object.values(workflow?.transitions ?? {}).some(
    ({ from, to, by }) =>
      from.includes(state) &&
      to !== undefined &&
      !hasEnded(workflow, to) &&
      by.some((role) => roles.includes(role)),
  )

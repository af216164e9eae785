import { conditionWords } from '../access/condition-words.ts'
import { fieldName, listed, roleName, stateName } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import type { TransitionReason } from './why-transition.ts'

/** A reason as the privacy officer reads it. `process` is the version the request goes by. */
export const transitionSentence = (
  reason: TransitionReason,
  { process, workflow }: { readonly process: Portal; readonly workflow: string },
): string => {
  const table = own(process.workflows, workflow)?.table ?? workflow
  switch (reason.kind) {
    case 'role-not-named':
      return `This step is for ${listed(
        reason.by.map((role) => (role === 'system' ? 'the system' : roleName(process, role))),
        'or',
      )}, and this account holds no such role.`
    case 'record-not-read':
      return 'No permission lets this account see this record.'
    case 'field-not-changed':
      return `The step writes ${fieldName(process, table, reason.field)}, which no permission lets this account change on this record.`
    case 'wrong-state':
      return `The request stands at ${stateName(process, workflow, reason.state)}; the step leads on from ${listed(
        reason.from.map((state) => stateName(process, workflow, state)),
        'or',
      )}.`
    case 'only-when':
      return `The step is open only when ${conditionWords(process, table, reason.where)}, and that is not so here.`
    case 'depends':
      return `The step is open only when ${conditionWords(process, table, reason.where)}. That is a private value, so it is not judged here.`
    case 'fresh-sign-in':
      return `The step asks for a sign-in of the last ${reason.minutes} minutes.`
  }
}

import { abilityFor, fieldsOf, type RecordFacts } from '../access/ability.ts'
import type { Actor } from '../access/actor.ts'
import type { Facts } from '../access/condition.ts'
import type { AccountId, RecordId } from '../brand.ts'
import { own } from '../portal/own.ts'
import type { Portal, Transition, Workflow } from '../portal/portal.ts'

type Question = {
  /** The live portal: permissions are never pinned. */
  readonly portal: Portal
  readonly workflow: Workflow
  readonly transition: Transition
  readonly record: RecordFacts & { readonly owner: RecordId | null }
  /** What permissions ask about the patient herself. */
  readonly patientFacts: Facts
  /** Nobody acts with it; it stands for the account the patient would sign in with. */
  readonly account: AccountId
  readonly today: string
}

/** The patient, with every role that patients and those who act for them can have: what anybody may read is hers. */
const anyReader = ({ portal, record, patientFacts, account }: Question): Actor => ({
  account,
  audience: 'patient',
  roles: Object.entries(portal.roles)
    .filter(([, { audience }]) => audience === 'patient')
    .map(([id]) => id),
  powers: [],
  person: record.owner,
  patient: record.owner,
  facts: patientFacts,
})

/**
 * Which of the fields a step asks for the patient's side can read once it is taken. Asked of the live permissions about
 * the record as it will be, so that what is said beside a field is what will happen.
 */
export const patientReads = (question: Question): readonly string[] => {
  const { portal, workflow, transition, record, today } = question
  if (record.owner === null) return []
  const state = transition.to ?? record.facts['state'] ?? null
  const queue = own(workflow.states, String(state))?.queue ?? null
  const after = { ...record, facts: { ...record.facts, state, queue } }
  const readable = fieldsOf(abilityFor(portal, anyReader(question), today), 'read', workflow.table, after)
  return (transition.asks ?? []).filter((field) => readable.has(field))
}

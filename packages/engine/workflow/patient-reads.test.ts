import { expect, test } from 'vitest'
import type { Permission } from '../portal/portal.ts'
import { ada, asPatient, downtown, maple } from '../testing/maple.ts'
import { patientReads } from './patient-reads.ts'

const refill = maple.workflows['refill']!
const record = {
  owner: ada,
  facts: { patient: ada, 'patient.location': downtown, state: 'in-review', queue: 'provider' },
}
const reads = (more: readonly Permission[], asks: readonly string[], owner: typeof ada | null = ada) =>
  patientReads({
    portal: { ...maple, permissions: [...maple.permissions, ...more] },
    workflow: refill,
    transition: { ...refill.transitions['decline']!, asks: [...asks] },
    record: { ...record, owner },
    patientFacts: {},
    account: asPatient(ada).account,
    today: '2026-11-23',
  })
const mayRead = (where?: Permission['where']): Permission => ({
  role: 'patient',
  table: 'refill',
  may: ['read'],
  fields: ['decision_note'],
  ...(where ? { where } : {}),
})

test('what no permission lets patients read stays with the staff', () => {
  expect(reads([], ['decision_note', 'medication'])).toEqual(['medication'])
})

test('what some permission of theirs names is read by the patient, and by nobody where there is none', () => {
  expect(reads([mayRead()], ['decision_note'])).toEqual(['decision_note'])
  expect(reads([mayRead()], ['decision_note'], null)).toEqual([])
})

test('it is asked about the record as it will be once the step is taken', () => {
  expect(reads([mayRead({ state: 'declined' })], ['decision_note'])).toEqual(['decision_note'])
  expect(reads([mayRead({ state: 'in-review' })], ['decision_note'])).toEqual([])
})

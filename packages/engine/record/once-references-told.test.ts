import { expect, test } from 'vitest'
import { portalSchema, type Portal } from '../portal/portal.ts'
import { asPatient, asStaff, maple } from '../testing/maple.ts'
import { onceReferencesTold } from './once-references-told.ts'

const fields = {
  slot: { kind: 'reference', to: 'slot', class: 'operational', once: true },
  patient: { kind: 'reference', to: 'patient', class: 'identifier', once: true },
} as const
const portal: Portal = portalSchema.parse({
  ...maple,
  tables: {
    ...maple.tables,
    slot: { fields: { starts: { kind: 'date-time', class: 'public' } } },
    visit: { patient: 'patient', fields },
  },
  permissions: [
    ...maple.permissions,
    { role: 'nurse', table: 'visit', may: ['read'], fields: ['slot', 'patient'] },
    { role: 'front-desk', table: 'visit', may: ['create'], fields: ['slot'] },
    { role: 'provider', table: 'visit', may: ['read'], fields: ['patient'] },
    { role: 'patient', table: 'visit', may: ['create', 'read'], fields: ['slot'] },
  ],
})
const told = (actor: ReturnType<typeof asStaff>, table = 'slot') =>
  onceReferencesTold({ portal, table, actor, today: '2026-11-23' })
const bySlot = [{ table: 'visit', field: 'slot' }]

test('who may read who has it, or answer with it, is told what is taken; any other and patients are not', () => {
  expect(told(asStaff('nurse'))).toEqual(bySlot)
  expect(told(asStaff('front-desk'))).toEqual(bySlot)
  expect(told(asStaff('provider'))).toEqual([])
  expect(told(asPatient())).toEqual([])
})

test('of people it is never told, whoever asks', () => {
  expect(told(asStaff('nurse'), 'patient')).toEqual([])
})

import { expect, test } from 'vitest'
import { ada, asPatient, asStaff, downtown, maple, uptown } from '../testing/maple.ts'
import { asked, type Changes } from '../testing/refill-request.ts'
import { fieldsToPutBack, putBack } from './put-back.ts'

const provider = { ...asStaff('provider'), facts: { location: downtown } }
const here = { owner: ada, facts: { patient: ada, 'patient.location': downtown } }
const back = ({
  field = 'decision_note',
  earlier = 'Not yet',
  expectedVersion = 3,
  ...changes
}: Changes & {
  readonly field?: string
  readonly earlier?: string | number | null
  readonly expectedVersion?: number
} = {}) => {
  const { portal, process, request, record, actor, now, today, freshAt } = asked({
    actor: provider,
    record: here,
    ...changes,
  })
  return putBack({
    portal,
    process,
    table: 'refill',
    field,
    request,
    record,
    actor,
    now,
    today,
    freshAt,
    expectedVersion,
    earlier,
  })
}

test('who may read and change a cell puts back what it held before, and blank too', () => {
  expect(back()).toEqual({ ok: true, value: 'Not yet' })
  expect(back({ earlier: null })).toEqual({ ok: true, value: null })
})

test('who may not change it, or not this record’s, or not read it, finds nothing to put back', () => {
  const nothing = { refusal: { code: 'not-found' } }
  expect(back({ actor: asStaff('nurse') })).toMatchObject(nothing)
  expect(back({ field: 'medication' })).toMatchObject(nothing)
  expect(back({ field: 'no-such' })).toMatchObject(nothing)
  expect(back({ actor: { ...provider, facts: { location: uptown } } })).toMatchObject(nothing)
  const blind = {
    ...maple,
    permissions: maple.permissions.map((permission) => ({
      ...permission,
      fields: permission.may.includes('read')
        ? permission.fields.filter((field) => field !== 'decision_note')
        : permission.fields,
    })),
  }
  expect(back({ portal: blind })).toMatchObject(nothing)
})

test('who is out of date hears that', () => {
  expect(back({ expectedVersion: 2 })).toMatchObject({ refusal: { code: 'stale-version', version: 3 } })
})

test('what steps write only after a fresh sign-in needs one to be put back', () => {
  const stale = { refusal: { code: 'fresh-sign-in-needed', withinMinutes: 15 } }
  expect(back({ freshAt: '2026-11-23T15:40:00Z' })).toMatchObject(stale)
  expect(back({ freshAt: null })).toMatchObject(stale)
})

test('whose a record is cannot be put back, and neither what nobody could enter now', () => {
  const portal = {
    ...maple,
    permissions: [
      ...maple.permissions,
      {
        role: 'provider',
        table: 'refill',
        may: ['read' as const, 'update' as const],
        fields: ['patient', 'wanted_by'],
      },
    ],
  }
  expect(back({ portal, field: 'patient', earlier: ada })).toMatchObject({ refusal: { code: 'not-found' } })
  expect(back({ portal, field: 'wanted_by', earlier: 'soon' })).toMatchObject({
    refusal: { code: 'answers-invalid', answers: [{ field: 'wanted_by', reason: 'not-valid' }] },
  })
  const { request: _, ...view } = asked({ portal, actor: provider, record: here })
  expect([...fieldsToPutBack({ ...view, table: 'refill' })].toSorted()).toEqual([
    'decision_note',
    'wanted_by',
  ])
})

test('a patient puts back only what she may change herself', () => {
  expect(back({ actor: asPatient(ada), field: 'medication' })).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

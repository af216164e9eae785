import { expect, test } from 'vitest'
import type { FieldValue } from '../access/condition.ts'
import { kinds } from '../field/kinds.ts'
import { portalWith } from '../portal/practice.fixture.ts'
import type { Form } from '../portal/portal.ts'
import { prefilled, prefillNeeds } from './prefill.ts'

const on = { today: '2026-11-23', zone: 'America/Chicago' }
const portal = portalWith({
  'tables.refill.fields.since': { kind: 'date', class: 'clinical', 'not-before': 'today' },
  'tables.refill.fields.fasting': { kind: 'yes-no', class: 'clinical' },
})
const form: Form = {
  table: 'refill',
  questions: [
    { ask: 'medication', prefill: 'last' },
    { ask: 'days_left', prefill: { patient: 'phone' } },
    { ask: 'since', prefill: 'last' },
    { ask: 'fasting', prefill: 'last' },
    { ask: 'pharmacy' },
  ],
}
const last: Readonly<Record<string, FieldValue>> = {
  medication: 'Lisinopril',
  pharmacy: 'somewhere',
  since: '2026-11-30',
  fasting: true,
}

test('a question begins with what the patient’s record or her last request says, and no other does', () => {
  expect(prefilled(portal, form, { patient: { phone: 12 }, last }, on)).toEqual({
    medication: 'Lisinopril',
    days_left: '12',
    since: '2026-11-30',
    fasting: 'yes',
  })
})

test('what whoever fills in may not read is not known, so the question begins blank', () => {
  expect(prefilled(portal, form, { patient: null, last: null }, on)).toEqual({})
  expect(prefilled(portal, form, { patient: { name: 'Rosa' }, last: { medication: null } }, on)).toEqual({})
})

test('what can be no answer today begins blank', () => {
  const known = { patient: null, last: { ...last, since: '2026-11-01' } }
  expect(prefilled(portal, form, known, on)).not.toHaveProperty('since')
})

test('what is typed for it is understood as the value it was', () => {
  const fields = portal.tables['refill']?.fields ?? {}
  const typed = prefilled(portal, form, { patient: null, last }, on)
  for (const [id, text] of Object.entries(typed)) {
    const field = fields[id]
    if (!field) throw new Error(id)
    expect(kinds[field.kind].parse(text, field)).toEqual({ ok: true, value: last[id] })
  }
})

test('only what a form begins with has to be read', () => {
  expect(prefillNeeds(form)).toEqual({ patient: true, last: true })
  expect(prefillNeeds({ ...form, questions: form.questions.slice(4) })).toEqual({
    patient: false,
    last: false,
  })
})

test('what is no longer offered is not proposed again', () => {
  const again: Form = { ...form, questions: [{ ask: 'pharmacy', prefill: 'last' }] }
  const now = portalWith({ 'tables.refill.fields.pharmacy.retired': ['main'] })
  const known = (pharmacy: string) => ({ patient: null, last: { pharmacy } })
  expect(prefilled(now, again, known('main'), on)).toEqual({})
  expect(prefilled(now, again, known('north'), on)).toEqual({ pharmacy: 'north' })
})

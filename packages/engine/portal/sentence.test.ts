import { describe, expect, test } from 'vitest'
import { portalWith, practice } from './practice.fixture.ts'
import { permissionSentence, recordsSentence } from './sentence.ts'
import type { Condition } from '../access/condition.ts'

describe('a condition reads back', () => {
  test.each<[Condition | undefined, string]>([
    [undefined, 'all refills'],
    [{ patient: 'me' }, 'refills whose patient is the person signed in'],
    [{ 'patient.location': 'me.location' }, "refills whose patient's location is their own location"],
    [{ state: 'awaiting-decision' }, 'refills whose stage is *Awaiting decision*'],
    [{ queue: { in: ['nurse', 'provider'] } }, 'refills whose queue is one of *Nurse*, *Provider*'],
    [{ pharmacy: { '!=': 'main' } }, 'refills whose pharmacy is not *Main Street*'],
    [
      { days_left: { '<': 3 }, state: 'submitted' },
      'refills whose days left is below 3 and stage is *Submitted*',
    ],
    [{ decision_note: { 'is-blank': true } }, 'refills whose decision note is blank'],
    [{ decision_note: { 'is-blank': false } }, 'refills whose decision note is filled in'],
    [{ due: { '<=': 'today' } }, 'refills whose due day is on or before today'],
    [{ assignee: 'me' }, 'refills where who has it is the person signed in'],
    [{ not: { state: 'approved' } }, 'refills where it is not so that (stage is *Approved*)'],
    [
      { all: [{ patient: 'me' }, { any: [{ state: 'submitted' }, { state: 'approved' }] }] },
      'refills whose patient is the person signed in and (stage is *Submitted* or stage is *Approved*)',
    ],
    [
      { all: [{ any: [{ state: 'submitted' }, { state: 'approved' }] }, { days_left: 3 }] },
      'refills where (stage is *Submitted* or stage is *Approved*) and days left is 3',
    ],
    [{ gone: 'x' }, 'refills whose gone is "x"'],
    [{ 'constructor.prototype': 'x' }, 'refills whose constructor\'s prototype is "x"'],
  ])('%j', (condition, expected) => {
    expect(recordsSentence(practice, 'refill', condition)).toBe(expected)
  })
})

test('a permission is a sentence', () => {
  expect(permissionSentence(practice, practice.permissions[2]!)).toBe(
    "*Front desk* can fill in and read *Patient*, *Medicine*, *Pharmacy* and *Days left* of refills whose patient's location is their own location.",
  )
})

test.each([
  ['Pharmacy', 'all pharmacies'],
  ['Visit', 'all visits'],
  ['Fax', 'all faxes'],
  ['Day', 'all days'],
  ['Records', 'all records'],
  ['Address', 'all addresses'],
  ['Letter for travel', 'all letters for travel'],
  ['Copy of records', 'all copies of records'],
])('records of %s are named in the plural', (en, expected) => {
  expect(recordsSentence(portalWith({ 'tables.refill.label': { en } }), 'refill', undefined)).toBe(expected)
})

test('what somebody who acts for a patient reaches is the patient’s, not their own', () => {
  const portal = portalWith({
    'roles.proxy': { audience: 'patient', proxy: true, label: { en: 'Proxy', es: 'X' } },
  })
  expect(recordsSentence(portal, 'refill', { patient: 'me' }, 'proxy')).toBe(
    'refills whose patient is the person they act for',
  )
  expect(recordsSentence(portal, 'refill', { patient: 'me' }, 'patient')).toBe(
    'refills whose patient is the person signed in',
  )
})

test.each<[string, string, Condition | undefined, string]>([
  ['patient', 'patient', undefined, 'their own record'],
  ['proxy', 'patient', undefined, 'the record of the person they act for'],
  ['patient', 'refill', undefined, 'their own refills'],
  ['proxy', 'refill', undefined, 'refills of the person they act for'],
  ['patient', 'refill', { state: 'submitted' }, 'their own refills whose stage is *Submitted*'],
  [
    'proxy',
    'refill',
    { state: 'submitted' },
    'refills of the person they act for where stage is *Submitted*',
  ],
  [
    'patient',
    'refill',
    { patient: 'me', state: 'submitted' },
    'refills whose patient is the person signed in and stage is *Submitted*',
  ],
  ['patient', 'location', undefined, 'all locations'],
  ['nurse', 'patient', undefined, 'all patients'],
])('what %s reaches of %s is never said to be more than it is', (role, table, condition, expected) => {
  const portal = portalWith({ 'roles.proxy': { audience: 'patient', proxy: true } })
  expect(recordsSentence(portal, table, condition, role)).toBe(expected)
})

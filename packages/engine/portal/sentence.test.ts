import { describe, expect, test } from 'vitest'
import { portalWith, practice } from './practice.fixture.ts'
import { permissionSentence, recordsSentence, roleSentences } from './sentence.ts'
import type { Condition } from '../access/condition.ts'

describe('a condition reads back', () => {
  test.each<[Condition | undefined, string]>([
    [undefined, 'all refills'],
    [{ patient: 'me' }, 'refills whose patient is themselves'],
    [{ 'patient.location': 'me.location' }, "refills whose patient's location is their own location"],
    [{ state: 'awaiting-decision' }, 'refills whose stage is *Awaiting decision*'],
    [{ queue: { in: ['nurse', 'provider'] } }, 'refills whose queue is *Nurse* or *Provider*'],
    [{ pharmacy: { '!=': 'main' } }, 'refills whose pharmacy is not *Main Street*'],
    [
      { days_left: { '<': 3 }, state: 'submitted' },
      'refills whose days left is below 3 and stage is *Submitted*',
    ],
    [{ decision_note: { 'is-blank': true } }, 'refills whose decision note is blank'],
    [{ decision_note: { 'is-blank': false } }, 'refills whose decision note is not blank'],
    [{ due: { '<=': 'today' } }, 'refills whose due date is at most today'],
    [{ assignee: 'me' }, 'refills whose assignee is themselves'],
    [{ not: { state: 'approved' } }, 'refills where it is not so that stage is *Approved*'],
    [
      { all: [{ patient: 'me' }, { any: [{ state: 'submitted' }, { state: 'approved' }] }] },
      'refills whose patient is themselves and (stage is *Submitted* or stage is *Approved*)',
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

test('a role reads back with what it cannot see', () => {
  expect(roleSentences(practice, 'front-desk')).toEqual([
    '*Front desk* cannot see locations.',
    '*Front desk* can read *Name* and *Location* of patients whose location is their own location.',
    '*Front desk* cannot see staff members.',
    "*Front desk* can read and fill in *Patient*, *Medicine*, *Pharmacy* and *Days left* of refills whose patient's location is their own location.",
    '*Front desk* cannot see *Decision note* of refills.',
  ])
})

test.each([
  ['Pharmacy', 'all pharmacies'],
  ['Visit', 'all visits'],
  ['Fax', 'all faxes'],
  ['Day', 'all days'],
  ['Records', 'all records'],
  ['Address', 'all addresses'],
])('records of %s are named in the plural', (en, expected) => {
  expect(recordsSentence(portalWith({ 'tables.refill.label': { en } }), 'refill', undefined)).toBe(expected)
})

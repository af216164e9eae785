import { expect, test } from 'vitest'
import { accountId, asStaff, recordId } from '../testing/maple.ts'
import { whyNotShred, type Shredding, type ShredStep } from './shredding.ts'

const sam = {
  ...asStaff('privacy-officer'),
  powers: ['shred' as const],
  account: accountId(1),
  person: recordId(11),
}
const alex = { ...sam, account: accountId(2), person: recordId(12) }
const nobody: Shredding = { askedBy: null, askedPerson: null, isHeld: false, isDone: false }
const bySam: Shredding = { ...nobody, askedBy: sam.account, askedPerson: sam.person }
const reason = (refusal: ReturnType<typeof whyNotShred>) =>
  refusal === null ? null : refusal.code === 'not-shreddable' ? refusal.reason : refusal.code

test.each<[ShredStep, typeof sam, Shredding, string | null]>([
  ['ask', sam, nobody, null],
  ['ask', alex, bySam, 'asked'],
  ['ask', sam, { ...nobody, isHeld: true }, 'held'],
  ['confirm', alex, bySam, null],
  ['confirm', sam, bySam, 'same-person'],
  ['confirm', { ...alex, person: recordId(11) }, bySam, 'same-person'],
  ['confirm', alex, nobody, 'not-asked'],
  ['confirm', alex, { ...bySam, isHeld: true }, 'held'],
  ['withdraw', sam, bySam, null],
  ['withdraw', alex, nobody, 'not-asked'],
  ['hold', alex, bySam, null],
  ['hold', alex, { ...nobody, isHeld: true }, 'held'],
  ['release', alex, { ...nobody, isHeld: true }, null],
  ['release', alex, nobody, 'not-held'],
])('to %s: who may, and why not', (step, actor, shredding, expected) => {
  expect(reason(whyNotShred(actor, step, shredding))).toBe(expected)
})

test('without the power, and once it is done, none of it is there', () => {
  for (const step of ['ask', 'confirm', 'withdraw', 'hold', 'release'] as const) {
    expect(whyNotShred({ ...alex, powers: [] }, step, bySam)).toEqual({ code: 'not-found' })
    expect(whyNotShred(alex, step, { ...bySam, isDone: true })).toEqual({ code: 'not-found' })
  }
})

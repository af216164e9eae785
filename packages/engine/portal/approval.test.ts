import { describe, expect, test } from 'vitest'
import { accountId } from '../testing/maple.ts'
import { needsApproval, whyNotDecide, whyNotReview } from './approval.ts'
import { powers, type Power } from './portal.ts'
import { portalWith, practice } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const asked = (before: Parts, after: Parts): readonly string[] =>
  needsApproval(portalWith(before), portalWith(after)).map(({ kind }) => kind)

const approver = { 'roles.officer': { audience: 'staff', powers: ['approve', 'read-trail'] } }
const fields = ['patient', 'medication', 'pharmacy', 'days_left']

describe('what needs a second person', () => {
  test.each<[string, Parts, readonly string[]]>([
    ['nothing', {}, []],
    ['a cell granted', { 'permissions.2.fields': [...fields, 'decision_note'] }, ['grant', 'grant']],
    ['more records', { 'permissions.2.where': undefined }, ['change-condition', 'change-condition']],
    ['a class lowered', { 'tables.refill.fields.days_left.class': 'operational' }, ['change-class']],
    ['a power given', { 'roles.nurse.powers': ['export'] }, ['change-powers']],
    [
      'a new role with a power',
      { 'roles.keeper': { audience: 'staff', powers: ['shred'] } },
      ['change-powers'],
    ],
    [
      'another one who may take a step',
      { 'workflows.refill.transitions.approve.by': ['provider', 'nurse'] },
      ['change-transition'],
    ],
  ])('%s', (_what, after, kinds) => {
    expect(asked({}, after)).toEqual(kinds)
  })

  test.each<[string, Parts]>([
    ['a cell taken away', { 'permissions.4.fields': fields }],
    ['fewer records', { 'permissions.4.where': { 'patient.location': 'me.location' } }],
    ['a class raised', { 'tables.refill.fields.days_left.class': 'specially-protected' }],
    ['a power taken away', { 'roles.operations.powers': ['build'] }],
    ['a new role that may do nothing', { 'roles.keeper': { audience: 'staff' } }],
    ['other words', { 'name.en': 'Maple Family Practice' }],
  ])('%s does not', (_what, after) => {
    expect(asked({}, after)).toEqual([])
  })

  test('taking the power to approve away does, or one could first get rid of the second person', () => {
    expect(asked(approver, { 'roles.officer': { audience: 'staff', powers: ['read-trail'] } })).toEqual([
      'change-powers',
    ])
    expect(asked(approver, {})).toEqual(['remove-role'])
    expect(asked(approver, { 'roles.officer': { audience: 'staff', powers: ['approve'] } })).toEqual([])
  })

  test('words that the privacy officer accepted with a reason do not: that took the power already', () => {
    const accepted = { words: ['result'], in: ['notices'], because: 'Agreed with the lawyer.' }
    expect(needsApproval(practice, { ...practice, 'accepted-words': [accepted] })).toEqual([])
  })
})

describe('who decides', () => {
  const [dana, sam] = [accountId(1), accountId(2)]
  const danaHolding = (...held: readonly Power[]) => ({ account: dana, powers: held })
  const samHolding = (...held: readonly Power[]) => ({ account: sam, powers: held })

  test('somebody else with the power to approve, and no other power will do', () => {
    expect(whyNotDecide(samHolding('approve'), dana)).toBeNull()
    for (const power of powers.filter((one) => one !== 'approve'))
      expect(whyNotDecide(samHolding(power), dana)).toBe('no-power')
  })

  test('nobody approves what she asked for herself', () => {
    expect(whyNotDecide(danaHolding(...powers), dana)).toBe('oneself')
  })

  test('what was published alone is looked at by the privacy officer, and not by who published it', () => {
    expect(whyNotReview(samHolding('read-trail'), dana)).toBeNull()
    expect(whyNotReview(samHolding('approve'), dana)).toBeNull()
    expect(whyNotReview(samHolding('build', 'publish'), dana)).toBe('no-power')
    expect(whyNotReview(danaHolding(...powers), dana)).toBe('oneself')
  })
})

import { expect, test } from 'vitest'
import { maple, accountId } from '../testing/maple.ts'
import { powers } from '../portal/portal.ts'
import { whyNotGrant } from './grant-role.ts'

const alex = { account: accountId(1), powers: ['grant-roles'] } as const
const nora = { account: accountId(2), audience: 'staff' } as const

test('a role is given by somebody with the power, to another account of the role’s audience', () => {
  expect(whyNotGrant(maple, alex, nora, 'nurse')).toBeNull()
})

test('no other power grants roles', () => {
  for (const power of powers.filter((one) => one !== 'grant-roles'))
    expect(whyNotGrant(maple, { account: alex.account, powers: [power] }, nora, 'nurse')).toBe('no-power')
})

test('nobody gives or takes her own roles', () => {
  expect(whyNotGrant(maple, alex, { account: alex.account, audience: 'staff' }, 'nurse')).toBe('oneself')
})

test('a role of the staff is for staff only, and a patient’s for patients', () => {
  expect(whyNotGrant(maple, alex, { account: accountId(3), audience: 'patient' }, 'nurse')).toBe(
    'other-audience',
  )
  expect(whyNotGrant(maple, alex, nora, 'patient')).toBe('other-audience')
})

test('a role that is not there, or only seems to be, is nobody’s', () => {
  expect(whyNotGrant(maple, alex, nora, 'gone')).toBe('unknown-role')
  expect(whyNotGrant(maple, alex, nora, 'constructor')).toBe('unknown-role')
})

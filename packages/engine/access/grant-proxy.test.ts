import { expect, test } from 'vitest'
import { powers, type Portal } from '../portal/portal.ts'
import { accountId, maple } from '../testing/maple.ts'
import { whyNotGrantProxy } from './grant-proxy.ts'

const portal: Portal = {
  ...maple,
  roles: { ...maple.roles, proxy: { audience: 'patient', proxy: true } },
}
const alex = { account: accountId(1), powers: ['grant-roles'] } as const
const rosa = accountId(2)

test('acting for a patient is granted by somebody with the power, to another account', () => {
  expect(whyNotGrantProxy(portal, alex, rosa, 'proxy')).toBeNull()
})

test('no other power lets somebody act for a patient', () => {
  for (const power of powers.filter((one) => one !== 'grant-roles'))
    expect(whyNotGrantProxy(portal, { ...alex, powers: [power] }, rosa, 'proxy')).toBe('no-power')
})

test('nobody lets herself act for a patient', () => {
  expect(whyNotGrantProxy(portal, alex, alex.account, 'proxy')).toBe('oneself')
})

test('who acts for a patient holds a role made for that, and no other', () => {
  expect(whyNotGrantProxy(portal, alex, rosa, 'patient')).toBe('not-for-acting')
  expect(whyNotGrantProxy(portal, alex, rosa, 'nurse')).toBe('not-for-acting')
  expect(whyNotGrantProxy(portal, alex, rosa, 'constructor')).toBe('unknown-role')
})

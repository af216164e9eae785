import { expect, test } from 'vitest'
import { powers, type Power } from '../portal/portal.ts'
import { accountId, maple } from '../testing/maple.ts'
import { rolesToBegin, whyNotClose } from './open-account.ts'

const holding = (held: readonly Power[]) => ({ account: accountId(1), powers: held })

test('no other power closes an account, and nobody closes her own', () => {
  const open = { account: accountId(2), disabled: false }
  const without = powers.filter((power) => power !== 'open-accounts')
  expect(whyNotClose(holding(without), open)).toBe('no-power')
  expect(whyNotClose(holding(['open-accounts']), open)).toBeNull()
  expect(whyNotClose(holding(powers), { ...open, account: accountId(1) })).toBe('oneself')
  expect(whyNotClose(holding(powers), { ...open, disabled: true })).toBe('closed')
})

test('an account of the staff begins with no role, a patient’s with what every patient is and never a proxy’s', () => {
  const portal = { ...maple, roles: { ...maple.roles, proxy: { audience: 'patient', proxy: true } } } as const
  expect(rolesToBegin(portal, 'staff')).toEqual([])
  expect(rolesToBegin(portal, 'patient')).toEqual(['patient'])
})

import { expect, test } from 'vitest'
import { accountId, ada, bob, downtown, maple } from '../testing/maple.ts'
import type { AccountAsked } from './actor.ts'
import { whyCan } from './why-can.ts'

const account = { account: accountId(3), audience: 'patient', person: ada, facts: {} } as const
const herself: AccountAsked = { ...account, patient: ada, roles: ['patient'] }
const forBob: AccountAsked = { ...account, patient: bob, roles: ['proxy'] }
const portal = {
  ...maple,
  roles: { ...maple.roles, proxy: { audience: 'patient', proxy: true } },
  permissions: [
    ...maple.permissions,
    { role: 'proxy', table: 'refill', may: ['read'], fields: ['medication'], where: { patient: 'me' } },
  ],
} as const
const medicine = { table: 'refill', field: 'medication', verb: 'read' } as const
const refillOf = (owner: typeof ada) => ({ owner, facts: { patient: owner, 'patient.location': downtown } })

test('who acts for somebody is answered as the one she may do it for', () => {
  const answer = whyCan(portal, [herself, forBob], medicine, refillOf(bob), '2026-11-23')
  expect(answer?.can).toBe(true)
  expect(answer?.person.roles).toEqual(['proxy'])
  expect(answer?.sentences.map(({ cell }) => cell?.role)).toEqual(['proxy'])
})

test('and as herself where she may do it for nobody', () => {
  const update = { ...medicine, verb: 'update' } as const
  const answer = whyCan(portal, [herself, forBob], update, refillOf(bob), '2026-11-23')
  expect(answer?.can).toBe(false)
  expect(answer?.person.roles).toEqual(['patient'])
  expect(answer?.sentences.map(({ text }) => text)).toEqual([
    'No permission lets Patient change “Medicine” of “Refill”.',
  ])
})

test('who holds no role can do it nowhere, and nobody is nobody', () => {
  const nobody = { ...herself, roles: [] }
  const answer = whyCan(portal, [nobody], medicine, refillOf(ada), '2026-11-23')
  expect(answer?.sentences.map(({ text }) => text)).toEqual([
    'This account holds no role, so it can read “Medicine” of “Refill” nowhere.',
  ])
  expect(whyCan(portal, [], medicine, refillOf(ada), '2026-11-23')).toBeNull()
})

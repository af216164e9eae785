import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open({ works: false })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

test('R64 nobody gives roles to herself or without the right, and what is taken back is gone at the next call', async () => {
  const alex = await practice.as('alex@maple.example.com', 'office')
  const accounts = await alex.api.people.list.query()
  const accountOf = (email: string) => {
    const found = accounts.find((account) => account.email === email)
    if (!found) throw new Error(`No account is ${email}.`)
    return found.account
  }
  const [noraId, alexId] = [accountOf('nora@maple.example.com'), accountOf('alex@maple.example.com')]
  const notFound = { code: 'not-found' }
  const grant = (role: string, account = noraId) => alex.api.people.grantRole.mutate({ account, role })
  expect(await refusalOf(grant('operations', alexId))).toEqual(notFound)
  expect(await refusalOf(grant('patient'))).toEqual(notFound)
  expect(await refusalOf(grant('gone'))).toEqual(notFound)
  const sam = await practice.as('sam@maple.example.com', 'office')
  expect(await refusalOf(sam.api.people.list.query())).toEqual(notFound)
  expect(await refusalOf(sam.api.people.grantRole.mutate({ account: noraId, role: 'operations' }))).toEqual(
    notFound,
  )

  const person = await practice.as('nora@maple.example.com')
  const powers = async () => {
    const who = await person.api.session.whoAmI.query()
    return who.signedIn ? who.actor.powers : []
  }
  await grant('operations')
  await grant('operations')
  expect(await powers()).toContain('build')
  await alex.api.people.revokeRole.mutate({ account: noraId, role: 'operations' })
  expect(await powers()).toEqual([])

  const { entries } = await sam.api.trail.read.query({ days: 1 })
  const told = entries
    .filter(({ verb, outcome }) => /-role$/.test(verb) && outcome === 'done')
    .map(({ who, verb, detail, records }) => [who, verb, detail, records.length])
  expect(told).toEqual([
    ['Alex Moreau', 'revoke-role', 'operations', 1],
    ['Alex Moreau', 'grant-role', 'operations', 1],
  ])
  expect(
    entries.filter(({ verb, outcome }) => verb === 'grant-role' && outcome === 'refused').length,
  ).toBeGreaterThanOrEqual(4)
}, 120_000)

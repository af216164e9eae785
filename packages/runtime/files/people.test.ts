import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { portalSchema } from '@portico/engine/portal/portal'
import { readPeople } from './people.ts'

const template = new URL('../../../templates/family-practice/', import.meta.url)
const yaml = (name: string): unknown => parse(readFileSync(new URL(name, template), 'utf8'))
const declared = z.object({ roles: z.unknown() }).loose().parse(yaml('portal.yaml'))
const portal = portalSchema.parse({ ...declared, notices: {}, workflows: {} })
const people = z
  .object({ records: z.unknown(), accounts: z.array(z.record(z.string(), z.unknown())) })
  .parse(yaml('people.yaml'))

const [ada] = people.accounts
const [adaPerson, elsa] = [1, 5].map((last) => `20000000-0000-4000-8000-00000000000${last}`)
const staff = '30000000-0000-4000-8000-000000000001'

/** What is wrong with Ada's account, once it is changed in this way. */
const wrongWith = (changes: Readonly<Record<string, unknown>>): readonly string[] => {
  const accounts = [{ ...ada, ...changes }]
  return readPeople(portal, { ...people, accounts, requests: [] }, new Date().toISOString()).problems.map(
    ({ path }) => path.join('.'),
  )
}
const acting = (patient: string | undefined, role = 'proxy') => [{ patient, role }]

test.each([
  ['acts for herself', { 'acts-for': acting(adaPerson) }, 'accounts.0.acts-for.0'],
  ['acts for one of the staff', { 'acts-for': acting(staff) }, 'accounts.0.acts-for.0'],
  ['acts for nobody there is', { 'acts-for': acting(staff.replace('3', '9')) }, 'accounts.0.acts-for.0'],
  ['acts by a role of her own', { 'acts-for': acting(elsa, 'patient') }, 'accounts.0.acts-for.0'],
  ['acts by a role of the staff', { 'acts-for': acting(elsa, 'nurse') }, 'accounts.0.roles'],
  ['holds a role for acting for nobody', { roles: ['proxy'], 'acts-for': [] }, 'accounts.0.roles'],
  ['is nobody and acts for nobody', { person: undefined, 'acts-for': [] }, 'accounts.0.person'],
] as const)('an account that %s is refused', (_, changes, expected) => {
  expect(wrongWith(changes)).toEqual([expected])
})

test('somebody acts for a patient as another, or as no patient at all', () => {
  expect(wrongWith({})).toEqual([])
  expect(wrongWith({ person: undefined, roles: [], name: 'Jonas Berg' })).toEqual([])
})

test('a date that is written as so many open days from today keeps its distance, in records and in answers', () => {
  const now = '2027-03-01T18:00:00Z'
  const dated = {
    records: { patient: [{ id: adaPerson, name: 'Ada', birth_date: '1 open day ago' }] },
    accounts: [
      { id: ada?.['id'], email: 'ada@example.com', person: adaPerson, roles: ['patient'], language: 'en' },
    ],
  }
  const request = { workflow: 'later', by: 'ada@example.com', at: '1 open day ago at 09:00' }
  const workflow = {
    table: 'records-request',
    start: { by: ['patient'], form: 'later' },
    states: {},
    transitions: {},
  }
  const later = portalSchema.parse({ ...portal, workflows: { later: workflow } })
  const requests = [{ ...request, answers: { since: 'in 5 open days', what: '1 open day ago' } }]
  const { people: read, problems } = readPeople(later, { ...dated, requests }, now)
  expect(problems).toEqual([])
  expect(read?.records[0]?.values['birth_date']).toBe('2027-02-26')
  expect(read?.requests[0]?.answers).toEqual({ since: '2027-03-08', what: '1 open day ago' })
})

import { expect, test } from 'vitest'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { fittingPeople, missingPeople, nobodyHeld, walkPeople, type WalkPeople } from './walk-people.ts'

const now = '2027-03-01T16:00:00Z'

test('a portal without people gets two patients, one person for each role, and the places they belong to', () => {
  const { records, accounts } = missingPeople(practice, nobodyHeld, now)
  expect(accounts.map(({ roles }) => roles.join())).toEqual([
    'patient',
    'patient',
    'front-desk',
    'nurse',
    'provider',
    'operations',
  ])
  expect(new Set(accounts.map(({ id }) => id)).size).toBe(6)
  expect(new Set(accounts.map(({ email }) => email)).size).toBe(6)
  expect(accounts.every(({ person }) => records.some(({ id }) => id === person))).toBe(true)
  expect(records.some(({ table }) => table === 'refill')).toBe(false)
  // Each stands after what it leads to.
  const seen = new Set<string>()
  for (const { id, values } of records) {
    if (typeof values['location'] === 'string') expect(seen.has(values['location'])).toBe(true)
    seen.add(id)
  }
})

test('where somebody holds a role already, only the others are made, and belong to a place that is there', () => {
  const maple = '20000000-0000-4000-8000-000000000001' as const
  const place = missingPeople(practice, nobodyHeld, now).records.find(({ table }) => table === 'location')?.id
  const held = {
    roles: new Set(['patient', 'front-desk', 'nurse', 'operations']),
    recordOf: (table: string) => (table === 'location' ? (place ?? null) : null),
  }
  const { records, accounts } = missingPeople(practice, held, now)
  expect(accounts.map(({ roles }) => roles)).toEqual([['provider']])
  expect(records.map(({ table }) => table)).toEqual(['staff'])
  expect(records[0]?.values['location']).toBe(place)
  expect(place).not.toBe(maple)
})

test('a template’s people come as far as they fit: what the draft no longer has is left out', () => {
  const people: WalkPeople = missingPeople(practice, nobodyHeld, now)
  const draft = portalWith({
    'tables.patient.fields.location': undefined,
    'roles.provider': undefined,
  })
  const fitting = fittingPeople(draft, practice, people)
  expect(fitting.accounts.map(({ roles }) => roles.join())).not.toContain('provider')
  const patient = fitting.records.find(({ table }) => table === 'patient')
  expect(Object.keys(patient?.values ?? {})).toEqual(['name'])
  expect(fittingPeople(practice, practice, people).records).toEqual(people.records)
})

test('a rehearsal has the template’s people and whoever else is missing, and the template’s places also where nobody fits', () => {
  const people: WalkPeople = missingPeople(practice, nobodyHeld, now)
  const template = { portal: practice, people }
  const all = (walked: WalkPeople) => walked.accounts.map(({ roles }) => roles.join())
  expect(all(walkPeople(practice, template, now))).toEqual(all(people))
  expect(walkPeople(practice, null, now)).toEqual(people)
  const without = { ...template, people: { ...people, accounts: people.accounts.slice(2) } }
  expect(all(walkPeople(practice, without, now))).toEqual([...all(without.people), 'patient'])
  const places = people.records.filter(({ table }) => table === 'location')
  const alone = walkPeople(practice, { ...template, people: { records: places, accounts: [] } }, now)
  expect(alone.records.filter(({ table }) => table === 'location')).toEqual(places)
  expect(all(alone)).toEqual(all(people))
})

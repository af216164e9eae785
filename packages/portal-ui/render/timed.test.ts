import { expect, test } from 'vitest'
import { portalSchema } from '@portico/engine/portal/portal'
import { calledOf, placeInWords, timeInWords } from './timed.ts'

const portal = portalSchema.parse({
  portal: 'small',
  name: { en: 'Small' },
  timezone: 'America/Chicago',
  hours: {},
  look: { colour: '#1f6f5c' },
  tables: {
    place: {
      fields: { name: { kind: 'text', class: 'public' }, address: { kind: 'text', class: 'public' } },
    },
    site: {
      fields: { name: { kind: 'text', class: 'public' }, address: { kind: 'address', class: 'public' } },
    },
    clinician: {
      people: 'staff',
      fields: { name: { kind: 'text', class: 'public' }, address: { kind: 'text', class: 'public' } },
    },
    slot: {
      fields: {
        starts: { kind: 'date-time', class: 'operational' },
        place: { kind: 'reference', to: 'place', class: 'operational' },
      },
    },
    visit: { fields: { slot: { kind: 'reference', to: 'slot', class: 'operational' } } },
  },
  roles: {},
  permissions: [],
  forms: {},
  queues: {},
  workflows: {},
  notices: {},
})
const record = (table: string, cells: Record<string, string | null>) => ({
  id: 's1',
  table,
  cells,
  hidden: [],
  request: null,
})
const slot = record('slot', { starts: '2026-11-24T15:30:00.000Z', place: 'p1' })

test('a time is called by its day and hour at the practice, and by where it is', () => {
  expect(calledOf(portal, slot, 'en', { p1: 'East' })).toBe('Tuesday, November 24 at 9:30 AM, East')
  expect(calledOf(portal, slot, 'es', { p1: 'Este' })).toMatch(/^martes, 24 de noviembre.*9:30.*, Este$/)
  expect(calledOf(portal, slot, 'en', {})).toBe('Tuesday, November 24 at 9:30 AM')
})

test('a record with a name goes by it', () => {
  expect(calledOf(portal, record('place', { name: 'East' }), 'en', {})).toBe('East')
})

test('a request is about the time it leads to, and about none while it leads nowhere', () => {
  expect(timeInWords(portal, record('visit', { slot: 's1' }), { s1: 'Tuesday' })).toBe('Tuesday')
  expect(timeInWords(portal, record('visit', { slot: null }), {})).toBeNull()
})

test('a place is told with its address, as far as it has one that is shown; a person is not', () => {
  const cells = { name: 'East', address: '1200 Maple Avenue' }
  expect(placeInWords(portal, record('place', cells))).toBe('East, 1200 Maple Avenue')
  expect(placeInWords(portal, record('place', { ...cells, address: null }))).toBe('East')
  expect(placeInWords(portal, record('place', { name: 'East' }))).toBe('East')
  expect(placeInWords(portal, record('clinician', cells))).toBe('East')
  const inParts = { name: 'East', address: '1200 Maple Avenue\n\nSpringfield\nIL\n62701' }
  expect(placeInWords(portal, record('site', inParts))).toBe('East, 1200 Maple Avenue, Springfield, IL 62701')
})

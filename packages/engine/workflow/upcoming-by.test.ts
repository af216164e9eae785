import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { upcomingBy } from './upcoming-by.ts'

const portal = {
  ...maple,
  tables: {
    ...maple.tables,
    slot: {
      fields: {
        told: { kind: 'date-time', class: 'clinical' },
        starts: { kind: 'date-time', class: 'public' },
        ends: { kind: 'date-time', class: 'public' },
      },
    },
  },
} as const

test('what takes place is ordered by the first time that is shown and not encrypted', () => {
  expect(upcomingBy(portal, 'slot', ['told', 'starts', 'ends'])).toBe('starts')
  expect(upcomingBy(portal, 'slot', ['told', 'ends'])).toBe('ends')
  expect(upcomingBy(portal, 'slot', ['told'])).toBeUndefined()
  expect(upcomingBy(portal, 'location', ['name'])).toBeUndefined()
})

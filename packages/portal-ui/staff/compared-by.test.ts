import { expect, test } from 'vitest'
import { portalSchema } from '@portico/engine/portal/portal'
import { asStaff, maple } from '@portico/engine/testing/maple'
import { comparedBy, mayCompare } from './compared-by.ts'

const portal = portalSchema.parse({
  ...maple,
  tables: {
    ...maple.tables,
    slot: {
      fields: {
        starts: { kind: 'date-time', class: 'public' },
        location: { kind: 'reference', to: 'location', class: 'operational' },
        minutes: { kind: 'number', class: 'public' },
      },
    },
  },
  permissions: [
    ...maple.permissions,
    { role: 'nurse', table: 'slot', may: ['create', 'read'], fields: ['starts', 'location', 'minutes'] },
    { role: 'front-desk', table: 'slot', may: ['create'], fields: ['starts', 'location'] },
    { role: 'front-desk', table: 'slot', may: ['read'], fields: ['starts'] },
  ],
})
const typed = { starts: '2026-11-24T18:00:00Z', location: '', minutes: '20' }
const compared = comparedBy(portal, 'slot', typed)
const may = (role: string) =>
  mayCompare({ portal, table: 'slot', actor: asStaff(role), today: '2026-11-23' }, compared)

test('a time is the same as another at the same moment and place', () => {
  expect(compared).toEqual([
    { field: 'starts', in: ['2026-11-24T18:00:00Z'] },
    { field: 'location', in: [null] },
  ])
})

test('who may add a line but not read all that it is compared by is not asked whether it is there already', () => {
  expect(may('nurse')).toBe(true)
  expect(may('front-desk')).toBe(false)
  expect(may('provider')).toBe(false)
})

import { expect, test } from 'vitest'
import { portalWith } from '../portal/practice.fixture.ts'
import { inventedWorld } from './invented-world.ts'
import { shownIn } from './shown.ts'

test('what a test hands over names every record, whose it is, and what it holds', () => {
  const portal = portalWith({})
  const world = inventedWorld(portal, '2026-11-23T15:00:00.000Z')
  const shown = shownIn(portal, world)
  expect(shown.flatMap(({ records }) => records).toSorted()).toEqual(
    world.records.map(({ id }) => id).toSorted(),
  )
  const people = shown.find(({ table }) => table === 'patient')
  const refills = shown.find(({ table }) => table === 'refill')
  expect(people?.patients).toEqual(people?.records)
  expect(refills?.patients.length).toBeGreaterThan(0)
  expect(people?.patients).toEqual(expect.arrayContaining([...(refills?.patients ?? [])]))
  expect(refills?.fields).toContain('medication')
  expect(shown.find(({ table }) => table === 'location')?.patients).toEqual([])
})

test('what belongs to a patient by way of another record names her too, and what holds nothing names no field', () => {
  const portal = portalWith({
    'tables.sheet': {
      patient: 'refill.patient',
      fields: {
        refill: { kind: 'reference', to: 'refill', class: 'identifier' },
        note: { kind: 'text', class: 'clinical' },
      },
    },
  })
  const world = inventedWorld(portalWith({}), '2026-11-23T15:00:00.000Z')
  const refill = world.records.find(({ table }) => table === 'refill')
  const id = world.records.find(({ table }) => table === 'location')?.id
  if (!refill || !id) throw new Error('the invented world has neither a refill nor a location')
  const sheet = { id, table: 'sheet', values: { refill: refill.id, note: null }, request: null }
  const shown = shownIn(portal, { ...world, records: [...world.records, sheet] })
  expect(shown.find(({ table }) => table === 'sheet')).toEqual({
    ...{ table: 'sheet', records: [id], fields: ['refill'] },
    patients: [refill.values['patient']],
  })
})

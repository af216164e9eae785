import { expect, test } from 'vitest'
import { maple } from '../testing/maple.ts'
import { apply } from './apply.ts'
import { shared } from './shared.ts'

const renamed = apply(maple, { kind: 'set-label', of: ['tables', 'refill'], label: { en: 'Refills' } })
const after = renamed.ok ? renamed.value.portal : maple

test('an edit leaves the very same value wherever it changes nothing', () => {
  expect(after.tables.refill).not.toBe(maple.tables.refill)
  expect(after.tables.patient).toBe(maple.tables.patient)
  expect(after.permissions).toBe(maple.permissions)
  expect(after.workflows).toBe(maple.workflows)
})

test('what two portals share is the same value, and the portal says the same to the letter', () => {
  const copy = structuredClone(after)
  const both = shared(maple, copy)
  expect(JSON.stringify(both)).toBe(JSON.stringify(copy))
  expect(both.workflows).toBe(maple.workflows)
  expect(both.tables.refill).toBe(copy.tables.refill)
})

test('another order of the same things is another value', () => {
  const turned = { ...maple, tables: Object.fromEntries(Object.entries(maple.tables).toReversed()) }
  expect(Object.keys(shared(maple, turned).tables)).toEqual(Object.keys(turned.tables))
})

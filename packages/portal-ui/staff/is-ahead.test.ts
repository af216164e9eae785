import { expect, test } from 'vitest'
import { isAhead } from './is-ahead.ts'

const now = Date.parse('2026-11-24T18:00:00Z')
const ahead = (cells: Readonly<Record<string, string | null>>) =>
  isAhead({ id: 'one', table: 'slot', cells, hidden: [], request: null }, 'starts', now)

test('more is looked for as long as what was found last is still to come', () => {
  expect(ahead({ starts: '2026-11-24T18:00:00Z' })).toBe(true)
  expect(ahead({ starts: '2026-11-24T17:59:00Z' })).toBe(false)
  expect(isAhead(undefined, 'starts', now)).toBe(false)
})

test('after what has no time, or none that may be read, nothing more is looked for', () => {
  expect(ahead({ starts: null })).toBe(false)
  expect(ahead({})).toBe(false)
})

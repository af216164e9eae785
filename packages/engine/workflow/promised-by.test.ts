import { expect, test } from 'vitest'
import type { Portal } from '../portal/portal.ts'
import { maple } from '../testing/maple.ts'
import { armed } from './deadline.ts'
import { promisedBy } from './promised-by.ts'

const now = '2026-11-22T16:00:00.000Z'
const refill = maple.workflows['refill']!
const asked = { table: 'refill', field: 'medication' }

test('who chooses now is promised an answer by the deadline of the state the request begins in', () => {
  expect(promisedBy(maple, 'patient', asked, now)).toBe(
    armed(maple, refill.states['submitted']?.due, { entered: now, asked: now }).due,
  )
})

test('where no deadline or no way of theirs asks for it, nothing is promised', () => {
  const { due: _, ...submitted } = refill.states['submitted']!
  const undated: Portal = {
    ...maple,
    workflows: { refill: { ...refill, states: { ...refill.states, submitted } } },
  }
  expect(promisedBy(undated, 'patient', asked, now)).toBe(null)
  expect(promisedBy(maple, 'patient', { table: 'refill', field: 'decision_note' }, now)).toBe(null)
  expect(promisedBy(maple, 'public', asked, now)).toBe(null)
})

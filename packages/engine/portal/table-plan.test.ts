import { expect, test } from 'vitest'
import { practice } from './practice.fixture.ts'
import { keptSentence, planSentences, tookSentence, type TablePlan } from './table-plan.ts'

const nothing: TablePlan = {
  ...{ table: 'refill', isNew: false, fields: 0, columns: 0, indexes: 0, references: 0 },
  ...{ records: 4310, rewritings: 0, isFilled: false, takenOver: 0, onces: 0 },
}

test.each<[Partial<TablePlan>, string]>([
  [
    { fields: 1, columns: 1 },
    '*Refill* gets room for 1 new field. Its 4,310 records are not touched. Work on it waits for 0.1 to 0.5 s.',
  ],
  [{ indexes: 2 }, '*Refill* is made ready. Its 4,310 records are not touched. Nobody waits for it.'],
  [
    { fields: 1, columns: 1, rewritings: 1, records: 100_000 },
    '*Refill* gets room for 1 new field. Its 100,000 records are written anew with the same values. Work on it waits for 2.1 to 10.1 s.',
  ],
  [
    { fields: 1, columns: 1, references: 1, isFilled: true, records: 1 },
    '*Refill* gets room for 1 new field. Its 1 record is written anew with the same values. Work on it waits for 0.1 to 0.5 s.',
  ],
  [{ fields: 2, columns: 2, records: 0 }, '*Refill* gets room for 2 new fields. It has no record yet.'],
  [
    { isNew: true, fields: 3, columns: 4, indexes: 1, records: 0 },
    '*Refill* is made, with room for 3 new fields.',
  ],
])('a table’s plan %o reads as a sentence', (plan, sentence) => {
  expect(planSentences(practice, { tables: [{ ...nothing, ...plan }], lastHeldMs: 40 })[0]).toBe(sentence)
})

test('the switch is told from how long the last one took, and from what must be read in it', () => {
  const told = (onces: number, lastHeldMs: number | null) =>
    planSentences(practice, { tables: [{ ...nothing, onces, records: 90_000 }], lastHeldMs }).at(-1)
  const sentence = (time: string) =>
    `Then permissions, views and rules change for everybody at once; people wait for ${time}.`
  expect(told(0, 40)).toBe(sentence('0.1 to 0.5 s'))
  expect(told(0, null)).toBe(sentence('0.3 to 1.5 s'))
  expect(told(1, 40)).toBe(sentence('0.4 to 1.7 s'))
  expect(planSentences(practice, { tables: [], lastHeldMs: 40 })).toEqual([
    'No table changes. Permissions, views and rules change for everybody at once; people wait for 0.1 to 0.5 s.',
  ])
})

test('what it took is told as it was measured', () => {
  expect(tookSentence(3, 2140, 210)).toBe('3 tables changed; it took 2.1 s, and people waited for 0.3 s.')
  expect(tookSentence(1, 900, null)).toBe('1 table changed; it took 0.9 s.')
  expect(tookSentence(0, 400, 5)).toBe('No table changed; it took 0.4 s, and people waited for 0.1 s.')
  expect(tookSentence(3, 289.32582299993373, 289.32582299993373, 11)).toBe(
    'Portico made room for 11 new fields in 0.3 s; people waited for 0.3 s.',
  )
  expect(tookSentence(null, null, null)).toBeNull()
  expect(keptSentence(6)).toContain('version 6 is kept')
})

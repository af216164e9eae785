import { expect, test } from 'vitest'
import { practice } from './practice.fixture.ts'
import { keptSentence, planSentences, tookSentence, type TablePlan } from './table-plan.ts'

const nothing: TablePlan = {
  ...{ table: 'refill', isNew: false, columns: 0, indexes: 0, references: 0 },
  ...{ records: 4310, rewritings: 0, isFilled: false, takenOver: 0, onces: 0 },
}

test.each<[Partial<TablePlan>, string]>([
  [
    { columns: 1 },
    '*Refill* gets 1 column. Its 4,310 records are not touched. Work on it waits for about 10 ms.',
  ],
  [{ indexes: 2 }, '*Refill* gets 2 indexes. Its 4,310 records are not touched. Nobody waits for it.'],
  [
    { columns: 1, rewritings: 1, records: 100_000 },
    '*Refill* gets 1 column. Its 100,000 records are written anew with the same values. Work on it waits for about 2.1 s.',
  ],
  [
    { columns: 1, references: 1, isFilled: true, records: 1 },
    '*Refill* gets 1 column and 1 checked reference. Its 1 record is written anew with the same values. Work on it waits for about 10 ms.',
  ],
  [{ columns: 2, records: 0 }, '*Refill* gets 2 columns. It has no record yet.'],
  [{ isNew: true, columns: 3, indexes: 1, records: 0 }, '*Refill* is made, with 3 columns and 1 index.'],
])('a table’s plan %o reads as a sentence', (plan, sentence) => {
  expect(planSentences(practice, { tables: [{ ...nothing, ...plan }], lastHeldMs: 40 })[0]).toBe(sentence)
})

test('the switch is told from how long the last one took, and from what must be read in it', () => {
  const told = (onces: number, lastHeldMs: number | null) =>
    planSentences(practice, { tables: [{ ...nothing, onces, records: 90_000 }], lastHeldMs }).at(-1)
  const sentence = (time: string) =>
    `Then permissions, views and rules change for everybody at once; people wait for about ${time}.`
  expect(told(0, 40)).toBe(sentence('40 ms'))
  expect(told(0, null)).toBe(sentence('300 ms'))
  expect(told(1, 40)).toBe(sentence('340 ms'))
  expect(planSentences(practice, { tables: [], lastHeldMs: 40 })).toEqual([
    'No table changes. Permissions, views and rules change for everybody at once; people wait for about 40 ms.',
  ])
})

test('what it took is told as it was measured', () => {
  expect(tookSentence(3, 2140, 210)).toBe('3 tables changed; it took 2.1 s, and people waited for 210 ms.')
  expect(tookSentence(1, 900, null)).toBe('1 table changed; it took 0.9 s.')
  expect(tookSentence(0, 400, 5)).toBe('No table changed; it took 0.4 s, and people waited for 10 ms.')
  expect(tookSentence(null, null, null)).toBeNull()
  expect(keptSentence(6)).toContain('version 6 is kept')
})

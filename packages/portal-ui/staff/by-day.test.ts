import { expect, test } from 'vitest'
import { byDay } from './by-day.ts'

const zone = 'America/Chicago'
const line = (id: string, at: string | null) => ({
  at,
  record: { id, table: 'slot', cells: {}, hidden: [], request: null },
})
const ids = (lines: readonly ReturnType<typeof line>[]) => lines.map(({ record }) => record.id)

test('a list of times is read day by day from today on, soonest first, and what is over comes after it', () => {
  const now = Date.parse('2026-11-24T18:00:00Z')
  const { ahead, over } = byDay(
    [
      line('late tomorrow', '2026-11-25T21:00:00Z'),
      line('early tomorrow', '2026-11-25T15:00:00Z'),
      line('this morning', '2026-11-24T15:00:00Z'),
      line('tonight, already tomorrow in UTC', '2026-11-25T03:00:00Z'),
      line('yesterday', '2026-11-23T15:00:00Z'),
      line('the day before', '2026-11-22T15:00:00Z'),
      line('some time', null),
    ],
    zone,
    now,
  )
  expect(ahead.map(({ date, lines }) => [date, ids(lines)])).toEqual([
    ['2026-11-24', ['this morning', 'tonight, already tomorrow in UTC']],
    ['2026-11-25', ['early tomorrow', 'late tomorrow']],
  ])
  expect(ids(over)).toEqual(['yesterday', 'the day before', 'some time'])
})

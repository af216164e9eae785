import { expect, test } from 'vitest'
import type { Workflow } from '@portico/engine/portal/portal'
import { closesAtDue } from './closes-at-due.ts'
import { dueInWords, dueOnPaper } from './due-words.ts'

const zone = 'America/Chicago'
// Monday, 9 in the morning at the practice.
const now = Date.parse('2026-11-23T15:00:00Z')

test.each([
  ['2026-11-23T15:20:00Z', 'Due in 20 min, by 9:20 AM', 'soon'],
  ['2026-11-23T22:30:00Z', 'Due today by 4:30 PM', 'today'],
  ['2026-11-24T16:00:00Z', 'Due tomorrow, 10:00 AM', 'calm'],
  ['2026-11-26T16:00:00Z', 'Due Thursday, 10:00 AM', 'calm'],
  ['2026-12-03T16:00:00Z', 'Due December 3, 10:00 AM', 'calm'],
  ['2026-11-23T14:40:00Z', 'Overdue since today, 8:40 AM', 'late'],
  ['2026-11-22T20:00:00Z', 'Overdue since yesterday, 2:00 PM', 'late'],
  ['2026-11-17T20:00:00Z', 'Overdue since Tuesday, 2:00 PM', 'late'],
  ['2026-11-10T20:00:00Z', 'Overdue since November 10, 2:00 PM', 'late'],
  [null, 'No due time', 'none'],
])('what is due at %s reads "%s"', (due, words, urgency) => {
  expect(dueInWords(due, { now, zone, language: 'en' })).toEqual({ words, urgency })
})

test('the practice’s day counts, not the reader’s or that of Greenwich', () => {
  const late = Date.parse('2026-11-24T04:30:00Z')
  expect(dueInWords('2026-11-24T16:00:00Z', { now: late, zone, language: 'en' }).words).toBe(
    'Due tomorrow, 10:00 AM',
  )
})

test('on paper the date stands, and nothing that is only true today', () => {
  const on = (due: string | null) => dueOnPaper(due, { now, zone, language: 'en' }).replaceAll(/\s/g, ' ')
  expect(on('2026-11-24T16:00:00Z')).toBe('Due Tuesday, November 24 at 10:00 AM')
  expect(on('2026-11-22T20:00:00Z')).toBe('Overdue since Sunday, November 22 at 2:00 PM')
  expect(on(null)).toBe('No due time')
})

test('what ends by itself when its time is over says so, and not that somebody has to do something by then', () => {
  const ends = (due: string) => dueInWords(due, { now, zone, language: 'en', closes: true }).words
  expect(ends('2026-11-23T15:20:00Z')).toBe('Closes by itself in 20 min, at 9:20 AM')
  expect(ends('2026-11-24T16:00:00Z')).toBe('Closes by itself tomorrow, 10:00 AM')
  const onPaper = dueOnPaper('2026-11-24T16:00:00Z', { now, zone, language: 'en', closes: true })
  expect(onPaper.replaceAll(/\s/g, ' ')).toBe('Closes by itself Tuesday, November 24 at 10:00 AM')
})

test('the time that ends a request is told apart from one that only reminds of it', () => {
  const within = '2 business days' as const
  const seen = { 'patient-sees': { en: 'Asked' } }
  const workflow: Workflow = {
    table: 'consent',
    start: { by: [], form: 'consent' },
    states: {
      asked: { ...seen, due: { within, 'at 75%': 'remind', then: 'expire' } },
      given: { ...seen, due: { within, then: 'remind' } },
      over: { ...seen, ends: true },
    },
    transitions: {
      expire: { from: ['asked'], to: 'over', by: ['system'] },
      remind: { from: ['asked', 'given'], by: ['system'] },
    },
  }
  expect(['asked', 'given', 'over'].map((state) => closesAtDue(workflow, state))).toEqual([
    true,
    false,
    false,
  ])
})

test('in Spanish too', () => {
  expect(dueInWords('2026-11-17T20:00:00Z', { now, zone, language: 'es' }).words).toMatch(
    /^Vencida desde el martes, 2:00/,
  )
})

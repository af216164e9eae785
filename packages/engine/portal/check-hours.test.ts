import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

test.each([
  ['a day that is none', { 'hours.holiday': '08:00-17:00' }, 'bad-weekday hours.holiday'],
  ['a stretch of three', { 'hours.mon-wed-fri': '08:00-17:00' }, 'bad-weekday hours.mon-wed-fri'],
  ['a day in two stretches of one length', { 'hours.tue-sat': '08:00-12:00' }, 'weekday-twice hours.tue-sat'],
  ['closing before opening', { 'hours.sat': '17:00-08:00' }, 'closes-before-it-opens hours.sat'],
  ['never open', { 'hours.mon-fri': undefined }, 'never-open hours'],
  ['an unknown time zone', { timezone: 'Mars/Base' }, 'unknown-timezone timezone'],
  ['an offset as a time zone', { timezone: '+05:00' }, 'unknown-timezone timezone'],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

test('a stretch over the weekend and a day that is an exception are taken', () => {
  const parts = { 'hours.mon-fri': undefined, 'hours.sun-thu': '08:00-17:00', 'hours.thu': '08:00-12:00' }
  expect(problemCodes(parts)).toEqual([])
})

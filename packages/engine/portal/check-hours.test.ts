import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

test.each([
  ['a day that is none', { 'hours.holiday': '08:00-17:00' }, 'bad-weekday hours.holiday'],
  ['a stretch backwards', { 'hours.fri-mon': '08:00-17:00' }, 'bad-weekday hours.fri-mon'],
  ['a day twice', { 'hours.tue': '08:00-12:00' }, 'weekday-twice hours.tue'],
  ['closing before opening', { 'hours.sat': '17:00-08:00' }, 'closes-before-it-opens hours.sat'],
  ['never open', { 'hours.mon-fri': undefined }, 'never-open hours'],
  ['an unknown time zone', { timezone: 'Mars/Base' }, 'unknown-timezone timezone'],
  ['an offset as a time zone', { timezone: '+05:00' }, 'unknown-timezone timezone'],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

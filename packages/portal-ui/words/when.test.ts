import { expect, test } from 'vitest'
import {
  dateIn,
  dateInWords,
  instantAt,
  momentInWords,
  stretchInWords,
  waitInWords,
  wallTimeAt,
} from './when.ts'

const spaced = (text: string) => text.replaceAll(/\s/g, ' ')

test('an instant is told in the zone of the practice', () => {
  const at = '2026-11-23T21:00:00Z'
  expect(spaced(momentInWords(at, 'America/Chicago', 'en'))).toBe('Monday, November 23 at 3:00 PM')
  expect(spaced(momentInWords(at, 'America/Chicago', 'es'))).toContain('lunes')
})

test('today is the day at the practice, not in London', () => {
  expect(dateIn('America/Chicago', Date.parse('2026-11-23T03:00:00Z'))).toBe('2026-11-22')
})

test('a date of birth belongs to no zone', () => {
  expect(dateInWords('1958-03-14', 'en')).toBe('March 14, 1958')
})

test.each([
  [20_000, 'less than 1 min'],
  [20 * 60_000, '20 min'],
  [119 * 60_000, '1 h'],
  [50 * 3_600_000, '2 d'],
])('%d milliseconds are told as %s', (milliseconds, words) => {
  expect(stretchInWords(milliseconds, 'en')).toBe(words)
})

test('a wait is rounded up, so that nobody tries too early', () => {
  expect(waitInWords(61, 'en')).toBe('2 minutes')
  expect(waitInWords(0.2, 'es')).toBe('1 segundo')
})

test('a time typed at the practice’s clock is kept as an instant, and read back as it was typed', () => {
  for (const [wall, instant] of [
    ['2026-11-24T09:30', '2026-11-24T15:30:00.000Z'],
    ['2026-07-01T23:59', '2026-07-02T04:59:00.000Z'],
    ['2026-11-01T00:30', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01T12:00', '2026-11-01T18:00:00.000Z'],
  ] as const) {
    expect(instantAt(wall, 'America/Chicago')).toBe(instant)
    expect(wallTimeAt(instant, 'America/Chicago')).toBe(wall)
  }
})

test('a time that no clock shows is no instant', () => {
  for (const wall of ['2026-02-30T09:30', '2026-11-24T', '2026-11-24T25:00', '2026-03-08T02:30', 'T09:30'])
    expect(instantAt(wall, 'America/Chicago')).toBeNull()
})

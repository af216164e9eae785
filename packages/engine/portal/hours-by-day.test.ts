import { expect, test } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { openingOf, withOpening } from './hours-by-day.ts'
import { hoursSchema, type Hours } from './portal.ts'
import { weekdays } from './weekday.ts'

test('days that are alike and follow each other are one stretch, and what is closed is not named', () => {
  const hours = hoursSchema.parse({ 'mon-fri': '08:00-17:00', closed: ['2026-12-25'] })
  const later = withOpening(hours, 'wed', '10:00-19:00')
  expect(later).toEqual({
    'mon-tue': '08:00-17:00',
    wed: '10:00-19:00',
    'thu-fri': '08:00-17:00',
    closed: ['2026-12-25'],
  })
  expect(withOpening(later, 'wed', '08:00-17:00')).toEqual(hours)
  expect(withOpening(hours, 'fri', null)).toEqual({ 'mon-thu': '08:00-17:00', closed: ['2026-12-25'] })
})

test('changed by chance, each day is as it was last set, and what comes of it is hours', () => {
  const random = randomFrom(5)
  const openings = ['08:00-17:00', '10:00-19:00', null]
  let hours: Hours = {}
  const last = new Map<string, string | null>()
  for (let change = 0; change < 300; change += 1) {
    const day = random.pick(weekdays)
    const opening = random.pick(openings)
    hours = withOpening(hours, day, opening)
    last.set(day, opening)
    expect(hoursSchema.safeParse(hours).success).toBe(true)
    for (const one of weekdays) expect(openingOf(hours, one)).toBe(last.get(one) ?? null)
  }
})

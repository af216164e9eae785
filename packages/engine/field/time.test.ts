import { expect, test } from 'vitest'
import { time, timeInWords } from './time.ts'

test.each([
  ['9:30', '09:30'],
  ['9.30', '09:30'],
  ['09h30', '09:30'],
  ['930', '09:30'],
  ['0930', '09:30'],
  ['9 30 am', '09:30'],
  ['9', '09:00'],
  ['9am', '09:00'],
  ['9 A.M.', '09:00'],
  ['9:05 p. m.', '21:05'],
  ['2 pm', '14:00'],
  ['2p', '14:00'],
  ['12 am', '00:00'],
  ['12:15 pm', '12:15'],
  ['14:30', '14:30'],
  ['14:30 hrs', '14:30'],
  ['23:59', '23:59'],
  ['0:00', '00:00'],
  ['noon', '12:00'],
  ['Mediodía', '12:00'],
  ['midnight', '00:00'],
  ['3 de la tarde', '15:00'],
  ['8 de la mañana', '08:00'],
  ['12 de la noche', '00:00'],
  ['10 in the morning', '10:00'],
] as const)('%s is a time of day', (typed, value) => {
  expect(time.parse(typed)).toEqual({ ok: true, value })
  expect(time.parse(value), 'typed back').toEqual({ ok: true, value })
})

test.each([
  '24:00',
  '9:60',
  '13 pm',
  '0 am',
  '9:3',
  'soon',
  '9-10',
  '12345',
  'constructor',
  'am',
  '9:30:00',
  'tarde',
])('“%s” is no time of day', (typed) => {
  expect(time.parse(typed)).toEqual({ ok: false, reason: 'not-a-time' })
})

test('a time is told as its reader tells it', () => {
  expect(timeInWords('14:05', 'en')).toBe('2:05 PM')
  expect(timeInWords('14:05', 'es')).toMatch(/^2:05\s?p\.\s?m\.$/)
  expect(timeInWords('no time', 'en')).toBe('no time')
})

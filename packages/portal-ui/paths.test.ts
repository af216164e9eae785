import { expect, test } from 'vitest'
import { paths, placeOf, type Place } from './paths.ts'

const patient = '20000000-0000-4000-8000-000000000001'
const places: readonly Place[] = [
  { page: 'begin' },
  { page: 'tasks' },
  { page: 'check' },
  { page: 'question', field: 'medication' },
  { page: 'question', field: 'check' },
]

test.each(places)('the address of a place in a form leads back to it: %o', (place) => {
  for (const forWhom of [null, patient]) {
    const where = paths.ask('refill', forWhom, place).replace('/ask/refill', '')
    expect(placeOf(where)).toEqual({ patient: forWhom, place })
  }
})

test.each(['question', 'check/more', 'question/a/b', 'else', 'for/x/else'])(
  '%s is no place in a form',
  (where) => {
    expect(placeOf(where)).toBeNull()
  },
)

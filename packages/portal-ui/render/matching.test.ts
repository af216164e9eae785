import { expect, test } from 'vitest'
import { matching } from './matching.ts'

const choices = ['Farmacia Río', 'River Road Pharmacy', 'Main Street Pharmacy'].map((label) => ({
  id: label,
  label,
}))
const found = (sought: string) => matching(choices, sought).map(({ id }) => id)

test('what is sought is found by parts of its words, in any order, without capitals and accents', () => {
  expect(found('ri')).toEqual(['Farmacia Río', 'River Road Pharmacy'])
  expect(found('RIO')).toEqual(['Farmacia Río'])
  expect(found('pharm road')).toEqual(['River Road Pharmacy'])
  expect(found('gone')).toEqual([])
})

test('who seeks nothing is shown everything', () => {
  expect(found('  ')).toHaveLength(choices.length)
})

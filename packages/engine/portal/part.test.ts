import { expect, test } from 'vitest'
import { valueAt } from './part.ts'
import { practice } from './practice.fixture.ts'

test('a part is found by its path, and nothing inherited is', () => {
  expect(valueAt(practice, ['forms', 'refill', 'questions', 0, 'ask'])).toBe('medication')
  expect(valueAt(practice, ['constructor', 'name'])).toBeUndefined()
})

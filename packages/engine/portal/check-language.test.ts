import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

test.each([
  ['a text without Spanish', { 'tables.refill.label.es': undefined }, 'missing-spanish tables.refill.label'],
  [
    'a wording without Spanish',
    { 'notices.refill-update.wording.es': undefined },
    'missing-spanish notices.refill-update.wording',
  ],
  ['a portal without Spanish', { 'name.es': undefined }, 'no-spanish name'],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

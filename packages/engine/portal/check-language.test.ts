import { expect, test } from 'vitest'
import { check } from './check.ts'
import { portalWith, problemCodes } from './practice.fixture.ts'

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

test('a choice without Spanish is told by its own words', () => {
  const how = {
    kind: 'choice',
    class: 'operational',
    label: { en: 'How', es: 'Cómo' },
    options: { mail: { en: 'By mail' } },
  }
  const told = check(portalWith({ 'tables.refill.fields.how': how })).filter(
    ({ code }) => code === 'missing-spanish',
  )
  expect(told.map(({ sentence }) => sentence)).toEqual([
    'The choice *By mail* has no Spanish; Spanish readers get the English.',
  ])
})

import { expect, test } from 'vitest'
import { check } from './check.ts'
import type { Portal } from './portal.ts'
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

const toldOf = (portal: Portal): readonly string[] =>
  check(portal)
    .filter(({ code }) => code === 'missing-spanish')
    .map(({ sentence }) => sentence)

test('what has no Spanish is told by what it is and its own words, so that no two of a page read the same', () => {
  const long = 'Say in your own words what you would like to see somebody about, and since when'
  const how = {
    kind: 'choice',
    class: 'operational',
    label: { en: 'How' },
    help: { en: long },
    options: { mail: { en: 'By mail' } },
  }
  const portal = portalWith({
    'tables.refill.fields.how': how,
    'workflows.refill.states.submitted.label': { en: 'Received' },
    'workflows.refill.states.submitted.patient-sees': { en: 'Received' },
    'notices.refill-update.wording.es': undefined,
  })
  const told = toldOf(portal)
  expect(told).toEqual(
    [
      'The name *How*',
      'The help *Say in your own words what you would like to see somebody ab…*',
      'The choice *By mail*',
      'The name *Received*',
      'The patient’s status *Received*',
      'The wording',
    ].map((what) => `${what} has no Spanish; Spanish readers get the English.`),
  )
})

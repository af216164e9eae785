import { expect, test } from 'vitest'
import { problemCodes } from './practice.fixture.ts'

const step = 'workflows.refill.transitions'

test.each([
  [
    'a private variable',
    { 'notices.refill-update.wording.es.body': '{{medication}} {{link}}' },
    'wording-name notices.refill-update.wording.es.body',
  ],
  [
    'a notice nothing sends',
    { [`${step}.approve.notice`]: undefined },
    'notice-unused notices.refill-update',
  ],
  [
    'a notice to the patient of nobody',
    { 'tables.refill.patient': undefined },
    'notice-without-patient workflows.refill.transitions.approve.notice',
  ],
] as const)('%s', (_, parts, expected) => {
  expect(problemCodes(parts)).toContain(expected)
})

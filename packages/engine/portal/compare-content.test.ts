import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { portalWith, practice } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const told = (parts: Parts) =>
  compare(practice, portalWith(parts)).map(({ kind, sentence }) => `${kind}: ${sentence}`)

test.each<[string, Parts, readonly string[]]>([
  [
    'a question asked only sometimes',
    { 'forms.refill.questions.2.only-when': { days_left: { '<': 3 } } },
    ['change-form: *Ask for a refill* now asks for *Pharmacy* only when days left is below 3.'],
  ],
  [
    'what an answer begins with',
    {
      'forms.refill.questions.1.prefill': 'last',
      'forms.refill.questions.2.prefill': 'last',
    },
    [
      'change-form: In *Ask for a refill* the answer to *Days left* and *Pharmacy* now begins as in the patient’s last request.',
    ],
  ],
  [
    'a hint',
    { 'forms.refill.questions.2.hint': { en: 'Where you pick it up' } },
    ['change-form: In *Ask for a refill* the hint to *Pharmacy* now reads “Where you pick it up”.'],
  ],
  [
    'days on which it is closed, and the time zone',
    { 'hours.closed': ['2026-12-24'], timezone: 'America/Denver' },
    [
      'change-hours: The opening hours change: it is now closed on 2026-12-24; it is no longer closed on 2026-12-25; its clocks now show the time of America/Denver instead of America/Chicago. When requests are due changes with them.',
    ],
  ],
  [
    'days that change alike',
    { hours: { 'mon-wed': '09:00-17:00', 'thu-fri': '08:00-17:00', closed: ['2026-12-25'] } },
    [
      'change-hours: The opening hours change: the practice is now open Monday to Wednesday 09:00-17:00 instead of 08:00-17:00. When requests are due changes with them.',
    ],
  ],
  [
    'the colour',
    { 'look.colour': '#123456' },
    ['change-practice: The colour of the portal is now #123456 instead of #1f6f5c.'],
  ],
  [
    'the subject of a message',
    { 'notices.refill-waiting.wording.en.subject': 'Somebody waits' },
    [
      'change-wording: *Refill waiting* in English now has the subject “Somebody waits”. The Spanish stays as it was.',
    ],
  ],
  [
    'whose the records are',
    { 'tables.refill.patient': undefined },
    ['change-ownership: Refills now belong to no patient.'],
  ],
])('%s is told with what it is from now on', (_, parts, expected) => {
  expect(told(parts)).toEqual(expected)
})

const script = {
  workflow: 'refill',
  start: { by: 'patient', with: { days_left: '4' } },
  steps: [{ wait: '2 hours' }, { takes: 'send-on', by: 'nurse', expect: { state: 'awaiting-decision' } }],
} as const
const rehearsed = (now: object) =>
  compare(
    portalWith({ rehearsals: { usual: script } }),
    portalWith({ rehearsals: { usual: { ...script, ...now } } }),
  ).map(({ sentence }) => sentence)

test.each([
  ['who begins', { start: { ...script.start, by: 'front-desk' } }, 'is now begun by *Front desk*'],
  ['its answers', { start: { by: 'patient' } }, 'is now answered otherwise at its beginning'],
  ['when', { begins: '2027-03-01T10:00' }, 'now begins on 2027-03-01 at 10:00'],
  [
    'what it expects',
    { steps: [script.steps[0], { takes: 'send-on', by: 'nurse' }] },
    'now expects something else after *Send on* by *Nurse*',
  ],
  [
    'its steps',
    { steps: [script.steps[1], { wait: '1 day' }] },
    'now goes by *Send on* by *Nurse* and a wait of 1 day',
  ],
])('a rehearsal in which %s is otherwise says so', (_, now, expected) => {
  expect(rehearsed(now)).toEqual([`The rehearsal *Usual* ${expected}.`])
})

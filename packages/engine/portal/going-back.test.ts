import { expect, test } from 'vitest'
import { check } from './check.ts'
import { checkAgainst, checkReturning } from './check-against.ts'
import { compare } from './compare.ts'
import { goingBack } from './going-back.ts'
import { beganLaterSentence, heldSentence } from './going-back-sentence.ts'
import { portalWith, practice } from './practice.fixture.ts'
import { processProblems } from './process-problems.ts'
import { blocksPublishing } from './problem.ts'
import { isValueChange } from './values-sentence.ts'

type Parts = Parameters<typeof portalWith>[0]
const colour = { kind: 'text', class: 'clinical', label: { en: 'Colour' } } as const
const withColour: Parts = {
  'tables.refill.fields.colour': colour,
  'permissions.4.fields': ['patient', 'medication', 'colour'],
}

test('going back over what only came since is that version to the letter', () => {
  expect(goingBack(portalWith(withColour), practice, [])).toEqual({ portal: practice, stays: [] })
})

test('a choice that came since keeps its words for the records that have it, and is no longer offered', () => {
  const live = portalWith({
    'tables.refill.fields.pharmacy.options.mail': { en: 'By mail', es: 'Por correo' },
  })
  const { portal, stays } = goingBack(live, practice, [])
  const pharmacy = portal.tables['refill']!.fields['pharmacy']!
  expect(stays).toEqual([])
  expect(pharmacy.options).toMatchObject({ main: { en: 'Main Street' }, mail: { en: 'By mail' } })
  expect(pharmacy.retired).toEqual(['mail'])
  expect(compare(live, portal).map(({ sentence }) => sentence)).toEqual([
    '*Pharmacy* can no longer be *By mail*; records that have it keep it.',
  ])
})

test.each<[string, Parts, string]>([
  [
    'a field they were asked',
    { ...withColour, 'forms.refill.questions': [{ ask: 'colour' }] },
    'Open requests of *Refill* still need the field *Colour*. It stays until they are done.',
  ],
  [
    'a queue, and with it who works on it',
    {
      'roles.clerk': { audience: 'staff', label: { en: 'Clerk' } },
      'queues.clerk': { roles: ['clerk'], label: { en: 'Clerks' } },
      'workflows.refill.states.submitted.queue': 'clerk',
    },
    'Open requests of *Refill* still need the queue *Clerks*. It stays until they are done.',
  ],
  [
    'a role',
    {
      'roles.clerk': { audience: 'staff', label: { en: 'Clerk' } },
      'workflows.refill.transitions.send-on.by': ['clerk'],
    },
    'Open requests of *Refill* still need the role *Clerk*. It stays until they are done.',
  ],
  [
    'a message',
    {
      'notices.news': { to: 'patient', label: { en: 'News' }, wording: { en: { subject: 'a', body: 'b' } } },
      'workflows.refill.transitions.send-on.notice': 'news',
    },
    'Open requests of *Refill* still need the message *News*. It stays until they are done.',
  ],
])('what open requests need stays: %s', (_, parts, sentence) => {
  const live = portalWith(parts)
  const back = goingBack(live, practice, [{ portal: live, workflow: 'refill' }])
  expect(back.stays).toEqual([sentence])
  expect(processProblems(live, 'refill', back.portal)).toEqual([])
  expect(blocksPublishing(check(back.portal))).toBe(false)
  expect(back.portal.permissions).toEqual(practice.permissions)
})

test.each<[string, Parts, string]>([
  [
    'another kind',
    { 'tables.refill.fields.days_left.kind': 'text' },
    '*Days left* of *Refill* already holds text values and cannot become number. It stays as it is.',
  ],
  [
    'stored openly',
    { 'tables.staff.fields.name.class': 'identifier' },
    'The values of *Name* of *Staff member* are stored encrypted and cannot be stored openly. It stays as it is.',
  ],
])('what is stored stays as it is stored: %s', (_, parts, sentence) => {
  const live = portalWith(parts)
  const back = goingBack(live, practice, [])
  expect(back.stays).toEqual([sentence])
  expect(checkAgainst(live, back.portal)).toEqual([])
})

test('what is kept and hidden is told with its records, and what began later with its number', () => {
  const live = portalWith({ ...withColour, 'tables.visit': { fields: {} } })
  const told = compare(live, practice)
    .filter(isValueChange)
    .map((change) => heldSentence(live, change, 12))
  expect(told).toEqual([
    'The table *Visit* is not in it. 12 records are kept and hidden, and there again when the table is.',
    '*Colour* of refills is not in it. 12 records have a value, which is kept and hidden, and there again when the field is.',
  ])
  const later = [
    { workflow: 'refill', state: 'submitted', count: 3 },
    { workflow: 'refill', state: 'awaiting-decision', count: 4 },
  ]
  expect(beganLaterSentence(live, later, 1)).toEqual([
    '7 open requests began after version 1 (7 of *Refill*) and go on by the steps they began with.',
  ])
  expect(beganLaterSentence(live, [], 1)).toEqual([])
})

test('a field that comes back is held to how its values were stored', () => {
  const past = portalWith(withColour)
  const as = (field: object) => portalWith({ 'tables.refill.fields.colour': { ...colour, ...field } })
  const codes = (field: object) => checkReturning(past, as(field), 'refill', 'colour').map(({ code }) => code)
  expect(codes({})).toEqual([])
  expect(codes({ kind: 'number' })).toEqual(['kind-changed'])
  expect(codes({ class: 'operational' })).toEqual(['stored-form-changed'])
})

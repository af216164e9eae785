import { expect, test } from 'vitest'
import { checkAgainst } from './check-against.ts'
import { checkDraft } from './check-draft.ts'
import { portalWith, practice } from './practice.fixture.ts'
import { processProblems } from './process-problems.ts'

type Parts = Parameters<typeof portalWith>[0]
const refill = 'tables.refill.fields'
const step = 'workflows.refill.transitions'
const shown = (parts: Parts) =>
  checkAgainst(practice, portalWith(parts)).map(({ code, path }) => `${code} ${path.join('.')}`)

test('adding is never against what is live', () => {
  expect(
    shown({ [`${refill}.color`]: { kind: 'text', class: 'clinical' }, 'tables.visit': { fields: {} } }),
  ).toEqual([])
  expect(shown({ [`${refill}.medication`]: undefined })).toEqual([])
  expect(
    shown({ [`${refill}.medication.class`]: 'identifier', [`${refill}.medication.search`]: 'words' }),
  ).toEqual([])
})

test.each<[string, Parts, string]>([
  [
    'another kind',
    { [`${refill}.medication.kind`]: 'number' },
    'kind-changed tables.refill.fields.medication.kind',
  ],
  [
    'private values made open',
    { [`${refill}.medication.class`]: 'operational' },
    'stored-form-changed tables.refill.fields.medication.class',
  ],
  [
    'open values made private',
    { 'tables.staff.fields.name.class': 'identifier' },
    'stored-form-changed tables.staff.fields.name.class',
  ],
  ['another target', { [`${refill}.patient.to`]: 'staff' }, 'target-changed tables.refill.fields.patient.to'],
  ['other people', { 'tables.staff.people': undefined }, 'people-changed tables.staff.people'],
  ['another owner', { 'tables.refill.patient': undefined }, 'ownership-changed tables.refill.patient'],
  ['another portal', { portal: 'oak' }, 'another-portal portal'],
])('%s is against what is live', (_, parts, expected) => {
  expect(shown(parts)).toEqual([expected])
})

test('a reference may change its class, because references are stored alike', () => {
  expect(shown({ [`${refill}.patient.class`]: 'operational' })).toEqual([])
})

test('another kind is answered with what to do', () => {
  const [problem] = checkAgainst(practice, portalWith({ [`${refill}.medication.kind`]: 'number' }))
  expect(problem?.sentence).toBe(
    '*Medicine* of *Refill* already holds text values and cannot become number. Leave it as it is live, or add a new field beside it.',
  )
})

test('its maker reads what is against the live version among the other problems, with the way back', () => {
  const draft = portalWith({ [`${refill}.medication.class`]: 'public' })
  const problem = checkDraft(draft, { portal: practice, queues: [] }).find(
    ({ code }) => code === 'stored-form-changed',
  )
  expect(problem).toMatchObject({ severity: 'error', fix: { kind: 'change-field', field: 'medication' } })
  expect(checkDraft(draft, null).some(({ code }) => code === 'stored-form-changed')).toBe(false)
  expect(checkDraft(null, null)).toEqual([])
})

const needed = (live: Parts, pinned: Parts = {}) =>
  processProblems(portalWith(pinned), 'refill', portalWith(live)).map(({ sentence }) => sentence)

test('open requests go on where what they name is still there', () => {
  expect(needed({})).toEqual([])
  expect(
    needed({
      [`${refill}.color`]: { kind: 'text', class: 'clinical' },
      [`${step}.approve.to`]: 'withdrawn',
      [`${step}.withdraw`]: undefined,
    }),
  ).toEqual([])
  expect(processProblems(practice, 'gone', practice)).toEqual([])
})

test.each<[string, Parts, string, Parts?]>([
  [
    'a field they were asked',
    { [`${refill}.pharmacy`]: undefined },
    'Open requests of *Refill* still need the field *Pharmacy*. Keep it until they are done.',
  ],
  [
    'a field a step asks for',
    { [`${refill}.decision_note`]: undefined },
    'Open requests of *Refill* still need the field *Decision note*. Keep it until they are done.',
  ],
  [
    'a field of another kind',
    { [`${refill}.days_left.kind`]: 'text' },
    'Open requests of *Refill* need *Days left* as it was. Add a new field instead.',
  ],
  [
    'a role',
    { 'roles.provider': undefined },
    'Open requests of *Refill* still need the role *Provider*. Keep it until they are done.',
  ],
  [
    'a queue',
    { 'queues.provider': undefined },
    'Open requests of *Refill* still need the queue *Provider*. Keep it until they are done.',
  ],
  [
    'a notice',
    { 'notices.refill-update': undefined },
    'Open requests of *Refill* still need the message *Refill update*. Keep it until they are done.',
  ],
  [
    'the table',
    { 'tables.refill': undefined },
    'Open requests of *Refill* still need the table "refill". Keep it until they are done.',
  ],
  [
    'a field of a guard over a reference',
    { 'tables.patient.fields.location': undefined },
    'Open requests of *Refill* still need the field *Location*. Keep it until they are done.',
    { [`${step}.approve.only-when`]: { 'patient.location': 'me.location' } },
  ],
  [
    'a fact of a guard',
    { 'tables.staff.fields.location': undefined },
    'Open requests of *Refill* still need "me.location". Keep that field until they are done.',
    { [`${step}.approve.only-when`]: { 'patient.location': 'me.location' } },
  ],
])('open requests still need %s', (_, live, expected, pinned) => {
  expect(needed(live, pinned)).toEqual([expected])
})

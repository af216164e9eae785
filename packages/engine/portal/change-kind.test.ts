import { expect, test } from 'vitest'
import { rehearsalProblems } from '../rehearsal/rehearsal-problems.ts'
import { needsApproval } from './approval.ts'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { fieldOfKind } from './change-kind.ts'
import { check } from './check.ts'
import { checkAgainst } from './check-against.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { fillsOf } from './fills.ts'
import { portalWith, practice } from './practice.fixture.ts'
import type { Field, Portal } from './portal.ts'

type Made = Pick<Field, 'kind' | 'options' | 'of'>
const urgencies = { options: { low: { en: 'Low', es: 'Baja' }, high: { en: 'High', es: 'Alta' } } }

/** The edit as the office makes it. */
const changing = (
  portal: Portal,
  table: string,
  field: string,
  made: Made,
  more: object = {},
): Extract<Edit, { kind: 'change-kind' }> => {
  const from = portal.tables[table]?.fields[field]
  if (!from) throw new Error('There is no such field.')
  return {
    kind: 'change-kind',
    table,
    field,
    into: `${field}_2`,
    as: fieldOfKind(field, from, made),
    ...more,
  }
}
const applied = (portal: Portal, edit: Edit) => {
  const made = apply(portal, edit)
  if (!made.ok) throw new Error(made.refusal.map(({ sentence }) => sentence).join(' '))
  return made.value
}
const changed = (portal: Portal, table: string, field: string, made: Made, more: object = {}): Portal =>
  applied(portal, changing(portal, table, field, made, more)).portal

const errors = (portal: Portal) => check(portal).filter(({ severity }) => severity === 'error')

test('a field of another kind takes the old one’s place everywhere, and the old one stays', () => {
  const edit = changing(practice, 'refill', 'medication', { kind: 'long-text' })
  const { portal, inverse } = applied(practice, edit)
  const { medication, medication_2: now } = portal.tables['refill']?.fields ?? {}
  expect(medication).toMatchObject({
    kind: 'text',
    label: { en: 'Medicine (before)', es: 'Medicamento (antes)' },
  })
  expect(now).toEqual({
    kind: 'long-text',
    class: 'clinical',
    label: { en: 'Medicine', es: 'Medicamento' },
    'filled-from': 'medication',
  })
  expect(portal.forms['refill']?.questions.map(({ ask }) => ask)).toContain('medication_2')
  const elsewhere = JSON.stringify({ ...portal, tables: {} })
  expect(elsewhere).not.toContain('"medication"')
  expect(elsewhere.split('"medication_2"')).toHaveLength(
    JSON.stringify({ ...practice, tables: {} }).split('"medication"').length,
  )
  expect(errors(portal)).toEqual([])
  expect(checkAgainst(practice, portal)).toEqual([])
  expect(canonical(applied(portal, inverse).portal)).toBe(canonical(practice))
})

test('nobody reaches more than before, so one person can publish it; whoever would reach more needs another', () => {
  const portal = changed(practice, 'refill', 'medication', { kind: 'long-text' })
  expect(needsApproval(practice, portal)).toEqual([])
  expect(compare(practice, portal).filter(({ widens, narrows }) => widens || narrows)).toEqual([])
  const secret = changed(practice, 'refill', 'decision_note', { kind: 'text' })
  const wider = applied(secret, {
    ...{
      kind: 'set-cell',
      role: 'front-desk',
      table: 'refill',
      field: 'decision_note_2',
      verb: 'read',
      on: true,
    },
  }).portal
  expect(needsApproval(practice, wider).map(({ kind }) => kind)).toEqual(['grant'])
})

test('a way to find values that the old field did not have needs a second person', () => {
  const portal = changed(practice, 'refill', 'medication', { kind: 'long-text' })
  const found = applied(portal, {
    ...{ kind: 'change-field', table: 'refill', field: 'medication_2', set: { search: 'words' } },
  }).portal
  expect(needsApproval(practice, found).map(({ kind }) => kind)).toEqual(['add-index'])
})

test('where requests go on with the old field, it stays open to those who worked with it, and to nobody who fills in', () => {
  const portal = changed(practice, 'refill', 'medication', { kind: 'long-text' }, { keepsOld: true })
  const open = portal.permissions.filter(({ fields }) => fields.includes('medication'))
  expect(open.map(({ role, may }) => [role, may])).toEqual([
    ['patient', ['read']],
    ['front-desk', ['read']],
    ['nurse', ['read']],
    ['provider', ['read']],
  ])
  expect(errors(portal)).toEqual([])
  expect(needsApproval(practice, portal)).toEqual([])
})

const asking = portalWith({
  'tables.staff.fields.team': { kind: 'text', class: 'operational', label: { en: 'Team', es: 'Equipo' } },
  'tables.patient.fields.team': { kind: 'text', class: 'operational', label: { en: 'Team', es: 'Equipo' } },
  'tables.refill.fields.urgency': {
    kind: 'text',
    class: 'operational',
    label: { en: 'Urgency', es: 'Urgencia' },
  },
  'permissions.4.where': { any: [{ urgency: { in: ['Low', 'high'] } }, { 'patient.team': 'me.team' }] },
  'workflows.refill.transitions.approve.only-when': { not: { urgency: { '!=': 'Alta' } } },
})

test('conditions ask the new field the same, in its own words', () => {
  const portal = changed(asking, 'refill', 'urgency', { kind: 'choice', ...urgencies })
  expect(portal.permissions[4]?.where).toEqual({
    any: [{ urgency_2: { in: ['low', 'high'] } }, { 'patient.team': 'me.team' }],
  })
  expect(portal.workflows['refill']?.transitions['approve']?.['only-when']).toEqual({
    not: { urgency_2: { '!=': 'high' } },
  })
  const several = changed(asking, 'refill', 'urgency', { kind: 'many-choice', ...urgencies })
  expect(several.workflows['refill']?.transitions['approve']?.['only-when']).toEqual({
    not: { urgency_2: { '!=': 'high' } },
  })
})

test('a field that a condition reads over a reference, or behind “me.”, is followed there as well', () => {
  const theirs = changed(asking, 'patient', 'team', { kind: 'long-text' })
  expect(theirs.permissions[4]?.where).toMatchObject({ any: [{}, { 'patient.team_2': 'me.team' }] })
  const ours = changed(asking, 'staff', 'team', { kind: 'long-text' })
  expect(ours.permissions[4]?.where).toMatchObject({ any: [{}, { 'patient.team': 'me.team_2' }] })
})

test('a condition that asks for what does not convert is a problem, and nobody is quietly let through', () => {
  const portal = changed(asking, 'refill', 'urgency', { kind: 'number' })
  expect(errors(portal).map(({ code }) => code)).toContain('condition-value')
})

test('what is worked out of it is worked out of the new one', () => {
  const made = portalWith({
    'tables.refill.fields.taken': {
      kind: 'number',
      class: 'clinical',
      label: { en: 'Taken', es: 'Tomados' },
    },
    'tables.refill.fields.total': {
      ...{ kind: 'computed', class: 'clinical', label: { en: 'Total', es: 'Total' } },
      from: { sum: ['days_left', 'taken'] },
    },
  })
  const portal = changed(made, 'refill', 'days_left', { kind: 'money' })
  expect(portal.tables['refill']?.fields['total']?.from).toEqual({ sum: ['days_left_2', 'taken'] })
  expect(errors(portal).map(({ code }) => code)).toContain('computed-kind')
})

const filled = portalWith({
  'tables.refill.fields.since': { kind: 'date', class: 'clinical', label: { en: 'Since', es: 'Desde' } },
  'tables.refill.fields.until': { kind: 'date', class: 'clinical', label: { en: 'Until', es: 'Hasta' } },
  'tables.patient.fields.usual': { kind: 'text', class: 'clinical', label: { en: 'Usual', es: 'Habitual' } },
  'forms.refill.questions': [
    { ask: 'medication', prefill: { patient: 'usual' } },
    { ask: 'pharmacy', prefill: 'last' },
    { ask: 'since' },
    { ask: 'until' },
  ],
  'forms.refill.checks': {
    order: {
      'only-when': { until: { '<': 'answer.since' } },
      at: 'until',
      say: { en: 'Later', es: 'Luego' },
    },
  },
})

test('what a form checks is checked of the new field: where it is told, what is compared, and with what', () => {
  const checkOf = (portal: Portal) => portal.forms['refill']?.checks?.['order']
  const until = changed(filled, 'refill', 'until', { kind: 'date-time' })
  expect(checkOf(until)).toMatchObject({ 'only-when': { until_2: { '<': 'answer.since' } }, at: 'until_2' })
  const since = changed(filled, 'refill', 'since', { kind: 'date-time' })
  expect(checkOf(since)).toMatchObject({ 'only-when': { until: { '<': 'answer.since_2' } }, at: 'until' })
  for (const portal of [until, since])
    expect(errors(portal).filter(({ code }) => code.startsWith('check-'))).toEqual([])
})

test('a question begins with the new field where it fits, and blank where what it began with is no answer any more', () => {
  const begins = (portal: Portal) => portal.forms['refill']?.questions.map(({ prefill }) => prefill)
  expect(begins(filled)).toEqual([{ patient: 'usual' }, 'last', undefined, undefined])
  const asked = changed(filled, 'refill', 'medication', { kind: 'long-text' })
  expect(begins(asked)).toEqual([undefined, 'last', undefined, undefined])
  const known = changed(filled, 'patient', 'usual', { kind: 'long-text' })
  expect(begins(known)).toEqual([undefined, 'last', undefined, undefined])
  const both = changed(
    applied(asked, {
      ...{ kind: 'change-question', form: 'refill', at: 0, set: { prefill: { patient: 'usual' } } },
    }).portal,
    'patient',
    'usual',
    { kind: 'long-text' },
  )
  expect(begins(both)).toEqual([{ patient: 'usual_2' }, 'last', undefined, undefined])
  for (const portal of [asked, known, both])
    expect(errors(portal).filter(({ code }) => code.startsWith('prefill-'))).toEqual([])
  const pharmacy = changed(filled, 'refill', 'pharmacy', { kind: 'text' })
  expect(begins(pharmacy)).toEqual([{ patient: 'usual' }, 'last', undefined, undefined])
  const edit = changing(filled, 'refill', 'medication', { kind: 'long-text' })
  const { portal, inverse } = applied(filled, edit)
  expect(canonical(applied(portal, inverse).portal)).toBe(canonical(filled))
})

test('rehearsals type the new field’s answers, invented ones where theirs do not convert', () => {
  const started = (portal: Portal) => ({
    ...portal,
    rehearsals: {
      walk: {
        workflow: 'refill',
        start: { by: 'patient', with: { medication: '7', pharmacy: 'main' } },
        steps: [],
      },
      vague: { workflow: 'refill', start: { by: 'patient', with: { medication: 'about 7' } }, steps: [] },
    },
  })
  const portal = changed(started(practice), 'refill', 'medication', { kind: 'number' })
  expect(portal.rehearsals?.['walk']?.start.with).toEqual({ medication_2: '7', pharmacy: 'main' })
  expect(portal.rehearsals?.['vague']?.start.with).toEqual({})
  expect(rehearsalProblems(portal)).toEqual([])
})

test('what can never convert, and a taken id, are refused with a reason', () => {
  const no = (edit: Edit): readonly string[] => {
    const made = apply(practice, edit)
    return made.ok ? [] : made.refusal.map(({ code }) => code)
  }
  expect(no(changing(practice, 'refill', 'patient', { kind: 'text' }))).toEqual(['no-conversion'])
  expect(no(changing(practice, 'refill', 'days_left', { kind: 'date' }))).toEqual(['no-conversion'])
  expect(no(changing(practice, 'refill', 'medication', { kind: 'text' }))).toEqual(['no-conversion'])
  expect(no({ ...changing(practice, 'refill', 'medication', { kind: 'date' }), into: 'reason' })).toEqual([])
  expect(no({ ...changing(practice, 'refill', 'medication', { kind: 'date' }), into: 'pharmacy' })).toEqual([
    'id-taken',
  ])
})

test('values are taken over once, in turn, and not again once the field is live', () => {
  const first = changed(practice, 'refill', 'medication', { kind: 'long-text' })
  const second = changed(first, 'refill', 'medication_2', { kind: 'text' })
  const names = (live: Portal, draft: Portal) =>
    fillsOf(live, draft).map(({ source, field }) => [source, field])
  expect(names(practice, second)).toEqual([
    ['medication', 'medication_2'],
    ['medication_2', 'medication_2_2'],
  ])
  expect(names(first, second)).toEqual([['medication_2', 'medication_2_2']])
  expect(names(second, second)).toEqual([])
})

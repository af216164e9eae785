import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { check } from './check.ts'
import { editSchema, type Edit } from './edit.ts'
import type { Portal } from './portal.ts'
import { portalWith, practice as tidy } from './practice.fixture.ts'

const asked = { workflow: 'refill', start: { by: 'patient' }, steps: [] }
/** The practice with one more of everything, which nothing needs: only such can be removed. */
const practice = portalWith({
  'tables.spare': { label: { en: 'Spare' }, fields: { note: { kind: 'text', class: 'public' } } },
  'tables.spare-form': { fields: { note: { kind: 'text', class: 'public' } } },
  'forms.spare': { table: 'spare-form', questions: [{ ask: 'note' }] },
  'queues.spare': { roles: ['nurse'] },
  rehearsals: { spare: asked },
  'notices.spare': { to: 'queue', wording: { en: { subject: 'S', body: 'B' } } },
  'workflows.refill.states.spare': { 'patient-sees': { en: 'Spare' } },
  'workflows.refill.transitions.leave': { from: ['spare', 'submitted'], to: 'withdrawn', by: ['nurse'] },
  'workflows.refill.transitions.leave-spare': { from: ['spare'], to: 'withdrawn', by: ['nurse'] },
})

const applied = (edit: Edit, portal: Portal = practice) => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
  return result.value
}
const after = (edit: Edit, portal?: Portal): Portal => applied(edit, portal).portal
const refusedWith = (edit: Edit) => {
  const result = apply(practice, edit)
  return result.ok ? [] : result.refusal.map(({ code }) => code)
}
const cell = (
  role: string,
  field: string,
  verb: 'read' | 'create' | 'update' | 'delete',
  on: boolean,
  table = 'refill',
): Edit => ({ kind: 'set-cell', role, table, field, verb, on })
const text = { en: 'X', es: 'X' }
const transition = { from: ['submitted'], to: 'withdrawn', by: ['nurse'], label: text }
const edits: readonly Edit[] = [
  { kind: 'add-table', table: 'visit', as: { label: text, fields: {} } },
  { kind: 'change-table', table: 'refill', set: { label: null, patient: null } },
  { kind: 'remove-table', table: 'spare' },
  { kind: 'add-field', table: 'refill', field: 'color', as: { kind: 'text', class: 'clinical' } },
  { kind: 'remove-field', table: 'refill', field: 'pharmacy' },
  { kind: 'remove-field', table: 'refill', field: 'decision_note' },
  { kind: 'change-field', table: 'refill', field: 'pharmacy', set: { label: null, class: 'clinical' } },
  { kind: 'change-field', table: 'refill', field: 'medication', set: { search: 'words', help: text } },
  { kind: 'add-form', form: 'visit', as: { table: 'refill', questions: [{ ask: 'medication' }] } },
  { kind: 'remove-form', form: 'spare' },
  { kind: 'add-question', form: 'refill', question: { ask: 'decision_note' }, at: 1 },
  { kind: 'add-question', form: 'refill', question: { ask: 'decision_note' } },
  { kind: 'remove-question', form: 'refill', at: 0 },
  { kind: 'move-question', form: 'refill', at: 0, to: 2 },
  { kind: 'change-question', form: 'refill', at: 1, set: { optional: null, title: text } },
  cell('front-desk', 'decision_note', 'read', true),
  cell('nurse', 'medication', 'read', false),
  cell('patient', 'patient', 'create', false),
  cell('operations', 'name', 'read', true, 'patient'),
  {
    kind: 'add-permission',
    permission: { role: 'operations', table: 'location', may: ['read'], fields: ['name'] },
  },
  { kind: 'remove-permission', at: 2 },
  { kind: 'change-permission', at: 3, set: { where: { all: [{ location: 'me.location' }] } } },
  { kind: 'change-permission', at: 3, set: { where: null, may: ['read', 'export'] } },
  { kind: 'add-role', role: 'auditor', as: { audience: 'staff' } },
  { kind: 'change-role', role: 'nurse', set: { powers: ['read-trail'], idle: '5m' } },
  { kind: 'remove-role', role: 'operations' },
  { kind: 'add-queue', queue: 'desk', as: { roles: ['front-desk'] } },
  { kind: 'change-queue', queue: 'nurse', set: { roles: ['nurse', 'provider'], mailbox: null } },
  { kind: 'remove-queue', queue: 'spare' },
  {
    kind: 'add-workflow',
    workflow: 'visit',
    as: { table: 'spare', start: { by: ['nurse'], form: 'spare' }, states: {}, transitions: {} },
  },
  { kind: 'change-start', workflow: 'refill', set: { by: ['patient'], notice: 'refill-update' } },
  { kind: 'change-start', workflow: 'refill', set: { state: 'awaiting-decision', form: 'spare' } },
  { kind: 'remove-workflow', workflow: 'refill' },
  { kind: 'remove-state', workflow: 'refill', state: 'spare' },
  {
    kind: 'add-notice',
    notice: 'hello',
    as: { to: 'patient', wording: { en: { subject: 'S', body: '{{link}}' } } },
  },
  { kind: 'change-notice', notice: 'refill-update', set: { to: 'queue', label: text } },
  { kind: 'remove-notice', notice: 'spare' },
  { kind: 'add-state', workflow: 'refill', state: 'parked', as: { 'patient-sees': text } },
  { kind: 'change-state', workflow: 'refill', state: 'submitted', set: { due: null, queue: 'provider' } },
  { kind: 'add-transition', workflow: 'refill', transition: 'drop', as: transition },
  { kind: 'remove-transition', workflow: 'refill', transition: 'escalate' },
  { kind: 'move-state', workflow: 'refill', state: 'approved', to: 0 },
  { kind: 'move-state', workflow: 'refill', state: 'submitted', to: 2 },
  { kind: 'move-transition', workflow: 'refill', transition: 'withdraw', to: 0 },
  {
    kind: 'change-transition',
    workflow: 'refill',
    transition: 'approve',
    set: { asks: null, by: ['provider', 'nurse'] },
  },
  {
    kind: 'set-wording',
    notice: 'refill-update',
    language: 'en',
    wording: { subject: 'S', body: 'B {{link}}' },
  },
  { kind: 'set-wording', notice: 'refill-update', language: 'es', wording: null },
  { kind: 'add-rehearsal', rehearsal: 'asked', as: asked },
  { kind: 'remove-rehearsal', rehearsal: 'spare' },
  { kind: 'set-name', name: { en: 'Oak Practice' } },
  { kind: 'set-look', look: { colour: '#7a1f4b' } },
  { kind: 'set-currency', currency: 'MXN' },
  { kind: 'set-label', of: ['tables', 'refill'], label: text },
  { kind: 'set-label', of: ['workflows', 'refill', 'states', 'submitted'], label: text },
  { kind: 'set-label', of: ['roles', 'nurse'], label: null },
  {
    kind: 'restore',
    parts: [{ path: ['tables', 'refill', 'patient'] }, { path: ['phone'], value: '555-0199' }],
  },
]

describe('every edit', () => {
  test.each(edits.map((edit) => [edit.kind, edit] as const))(
    '%s changes the draft and its inverse undoes it',
    (_, edit) => {
      const { portal, inverse } = applied(edit)
      expect(canonical(portal)).not.toBe(canonical(practice))
      const undone = applied(inverse, portal)
      expect(canonical(undone.portal)).toBe(canonical(practice))
      expect(canonical(after(undone.inverse, undone.portal))).toBe(canonical(portal))
    },
  )

  test.each(edits.map((edit) => [edit.kind, edit] as const))(
    '%s survives being sent as JSON, and so does its inverse',
    (_, edit) => {
      const { portal, inverse } = applied(edit)
      expect(editSchema.parse(JSON.parse(JSON.stringify(edit)))).toEqual(edit)
      const sent = editSchema.parse(JSON.parse(JSON.stringify(inverse)))
      expect(canonical(after(sent, portal))).toBe(canonical(practice))
    },
  )

  test('a whole story of edits is undone step by step', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...edits), { maxLength: 12 }), (story) => {
        const portals = [practice]
        const inverses: Edit[] = []
        for (const edit of story) {
          const result = apply(portals.at(-1) ?? practice, edit)
          if (!result.ok) continue
          portals.push(result.value.portal)
          inverses.push(result.value.inverse)
        }
        for (const inverse of inverses.toReversed()) {
          const now = portals.pop() ?? practice
          expect(canonical(after(inverse, now))).toBe(canonical(portals.at(-1) ?? practice))
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('an edit that cannot be made is refused', () => {
  test.each<[string, Edit, string]>([
    [
      'a field that is there',
      { kind: 'add-field', table: 'refill', field: 'medication', as: { kind: 'text', class: 'clinical' } },
      'id-taken',
    ],
    [
      'a table that is not',
      { kind: 'add-field', table: 'gone', field: 'x', as: { kind: 'text', class: 'clinical' } },
      'edit-nowhere',
    ],
    [
      'a reserved id',
      { kind: 'add-field', table: 'refill', field: 'select', as: { kind: 'text', class: 'clinical' } },
      'reserved-id',
    ],
    [
      'a field that is not',
      { kind: 'change-field', table: 'refill', field: 'gone', set: {} },
      'edit-nowhere',
    ],
    ['a table something needs', { kind: 'remove-table', table: 'refill' }, 'in-use'],
    ['a table others refer to', { kind: 'remove-table', table: 'location' }, 'in-use'],
    ['a role that works', { kind: 'remove-role', role: 'nurse' }, 'in-use'],
    ['a form a workflow starts with', { kind: 'remove-form', form: 'refill' }, 'in-use'],
    ['a queue requests wait in', { kind: 'remove-queue', queue: 'nurse' }, 'in-use'],
    ['a notice that is sent', { kind: 'remove-notice', notice: 'refill-update' }, 'in-use'],
    [
      'a stage where requests begin',
      { kind: 'remove-state', workflow: 'refill', state: 'submitted' },
      'in-use',
    ],
    ['a stage a step leads to', { kind: 'remove-state', workflow: 'refill', state: 'approved' }, 'in-use'],
    ['whose record it is', { kind: 'remove-field', table: 'refill', field: 'patient' }, 'in-use'],
    ['a role gone already', { kind: 'remove-role', role: 'gone' }, 'edit-nowhere'],
    ['a role that is there', { kind: 'add-role', role: 'nurse', as: { audience: 'staff' } }, 'id-taken'],
    [
      'a start of nothing',
      { kind: 'change-start', workflow: 'gone', set: { by: ['nurse'] } },
      'edit-nowhere',
    ],
    ['a field gone already', { kind: 'remove-field', table: 'refill', field: 'gone' }, 'edit-nowhere'],
    ['a question beyond the last', { kind: 'remove-question', form: 'refill', at: 9 }, 'edit-nowhere'],
    [
      'a question that is not',
      { kind: 'change-question', form: 'refill', at: 9, set: { optional: true } },
      'edit-nowhere',
    ],
    ['a permission that is not', { kind: 'remove-permission', at: 99 }, 'edit-nowhere'],
    ['a cell of no field', cell('nurse', 'gone', 'read', true), 'edit-nowhere'],
    ['a cell of no role', cell('gone', 'medication', 'read', true), 'edit-nowhere'],
    [
      'English wording taken away',
      { kind: 'set-wording', notice: 'refill-update', language: 'en', wording: null },
      'missing',
    ],
    [
      'wording of no notice',
      { kind: 'set-wording', notice: 'gone', language: 'en', wording: null },
      'edit-nowhere',
    ],
    [
      'a label where none can be',
      { kind: 'set-label', of: ['hours', 'mon-fri'], label: text },
      'edit-nowhere',
    ],
    [
      'a step that is not',
      { kind: 'remove-transition', workflow: 'refill', transition: 'gone' },
      'edit-nowhere',
    ],
    [
      'a prototype',
      { kind: 'restore', parts: [{ path: ['__proto__'], value: { polluted: true } }] },
      'reserved-id',
    ],
    ['nothing for everything', { kind: 'restore', parts: [{ path: [] }] }, 'not-a-portal'],
  ])('%s', (_, edit, code) => {
    expect(refusedWith(edit)).toContain(code)
  })
})

test('a removed field is asked for, permitted and shown nowhere any more', () => {
  const portal = after({ kind: 'remove-field', table: 'refill', field: 'decision_note' }, tidy)
  expect(JSON.stringify(portal)).not.toContain('decision_note')
  expect(check(portal).filter(({ severity }) => severity === 'error')).toEqual([])
})

test('a role goes with its permissions, and a stage with the steps that begin only there', () => {
  expect(JSON.stringify(after({ kind: 'remove-role', role: 'operations' }))).not.toContain('operations')
  const transitions = after({ kind: 'remove-state', workflow: 'refill', state: 'spare' }).workflows['refill']
    ?.transitions
  expect(transitions).not.toHaveProperty('leave-spare')
  expect(transitions?.['leave']?.from).toEqual(['submitted'])
})

test('a refusal to remove says what must change first', () => {
  const result = apply(practice, { kind: 'remove-queue', queue: 'nurse' })
  expect(result.ok ? '' : result.refusal[0]?.sentence).toBe(
    '*Nurse* is needed by the stage *Submitted* of *Refill*. Change that first.',
  )
})

test('every fix that a problem offers can be applied and mends it', () => {
  const parts = [
    { 'workflows.refill.transitions.send-on.asks': ['pharmacy'] },
    { 'permissions.2.fields': ['patient', 'medication', 'days_left'] },
    { 'tables.refill.patient': undefined },
    { 'tables.refill.fields.patient.search': 'exact' },
    { 'permissions.0.fields': [] },
    { 'forms.refill.questions.1.ask': 'medication' },
    { 'workflows.refill.states.submitted.due.then': 'send-on' },
    { 'workflows.refill.transitions.escalate.from': ['awaiting-decision'] },
  ]
  for (const part of parts) {
    const portal = portalWith(part)
    const fixable = check(portal).filter(({ fix }) => fix !== undefined)
    expect(fixable.length, JSON.stringify(part)).toBeGreaterThan(0)
    for (const { fix, code, path } of fixable) {
      if (!fix) continue
      const mended = check(after(fix, portal)).some(
        (problem) => problem.code === code && problem.path.join() === path.join(),
      )
      expect(mended, code).toBe(false)
    }
  }
})

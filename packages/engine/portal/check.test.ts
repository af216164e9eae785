import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from './check.ts'
import { parsePortal } from './parse.ts'
import { portalWith, practice, practiceWith, problemCodes } from './practice.fixture.ts'

type Parts = Parameters<typeof portalWith>[0]
const problemsOf = (parts: Parts) => check(portalWith(parts))
const field = (kind: string, more = {}) => ({
  kind,
  class: 'operational',
  label: { en: 'X', es: 'X' },
  ...more,
})
const step = 'workflows.refill.transitions'
const text = { en: 'X', es: 'X' }

test('a good portal has no problem and no hint', () => {
  expect(check(practice)).toEqual([])
})

test('guards may look at private values, because they see decrypted ones', () => {
  expect(
    problemCodes({
      [`${step}.approve.only-when`]: { days_left: { '<': 30 }, medication: { 'is-blank': false } },
    }),
  ).toEqual([])
})

test('guards may not look at private values of another record, which nobody opens for them', () => {
  expect(problemCodes({ [`${step}.approve.only-when`]: { 'patient.name': { 'is-blank': false } } })).toEqual([
    `condition-private ${step}.approve.only-when`,
  ])
})

test('conditions over states, queues, assignees, dates and facts are taken', () => {
  const where = {
    all: [
      { state: { in: ['submitted', 'approved'] } },
      { any: [{ queue: 'nurse' }, { assignee: 'me' }] },
      { not: { due: { '<': 'today' } } },
      { 'patient.location': 'me.location' },
    ],
  }
  expect(problemCodes({ 'permissions.2.where': where })).toEqual([])
})

test('a two-step ownership path is taken', () => {
  const attachment = {
    label: text,
    patient: 'refill.patient',
    fields: {
      refill: field('reference', { to: 'refill' }),
      note: field('text', { class: 'clinical', label: { en: 'Note', es: 'Nota' } }),
    },
  }
  expect(problemCodes({ 'tables.note': attachment })).toEqual([])
})

test('what a transition asks for has a one-click fix', () => {
  const problem = problemsOf({ [`${step}.send-on.asks`]: ['pharmacy'] }).find(
    ({ code }) => code === 'transition-without-update',
  )
  expect(problem).toMatchObject({
    sentence: '*Send on* asks *Nurse* for *Pharmacy*, which they may not change. Permit it first.',
    fix: { kind: 'set-cell', role: 'nurse', table: 'refill', field: 'pharmacy', verb: 'update', on: true },
  })
})

test('the mend lets nobody write blindly: who may not read what is asked is given both', () => {
  const hidden = practice.permissions.map((permission) =>
    permission.role === 'nurse'
      ? { ...permission, fields: permission.fields.filter((field) => field !== 'pharmacy') }
      : permission,
  )
  const problem = problemsOf({ [`${step}.send-on.asks`]: ['pharmacy'], permissions: hidden }).find(
    ({ code }) => code === 'transition-without-update',
  )
  expect(problem?.fix).toEqual({
    kind: 'set-cells',
    ...{ roles: ['nurse'], table: 'refill', fields: ['pharmacy'], may: { read: true, update: true } },
  })
})

test('errors come before hints', () => {
  const severities = problemsOf({
    'tables.refill.label.es': undefined,
    timezone: 'Mars/Base',
    'queues.nurse.roles.1': 'gone',
  }).map(({ severity }) => severity)
  expect(severities).toEqual(['error', 'error', 'hint'])
})

test('never throws on a portal that parses, whatever ids it mixes up', () => {
  const leaves = (value: unknown): string[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, below]) => leaves(below).map((rest) => [key, ...rest]))
      : [[]]
  const paths = leaves(practice).filter((path) => path.every((key) => !key.includes('.')))
  const values = [
    'refill',
    'patient',
    'submitted',
    'nurse',
    'system',
    'medication',
    'constructor',
    'reference',
    'choice',
    'me',
    'approve',
    undefined,
    '09:00-08:00',
  ]
  const change = fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...values))
  let taken = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const parsed = parsePortal(
        practiceWith(Object.fromEntries(changes.map(([path, value]) => [path.join('.'), value]))),
      )
      if (!parsed.ok) return
      taken += 1
      for (const { sentence } of check(parsed.value)) expect(sentence).toMatch(/^["*A-Z].*[.]$/s)
    }),
    { numRuns: 500 },
  )
  expect(taken).toBeGreaterThan(20)
})

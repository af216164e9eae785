import { expect, test } from 'vitest'
import { practice } from './practice.fixture.ts'
import { valueAt } from './part.ts'
import type { Path } from './problem.ts'
import { whereUsed } from './where-used.ts'

const sentences = (path: Path) => whereUsed(practice, path).map(({ sentence }) => sentence)
const placesOf = (path: Path) => whereUsed(practice, path).map((use) => use.path.join('.'))

test('a field is used by its questions, the steps that ask for it, and every permission that grants it', () => {
  expect(placesOf(['tables', 'refill', 'fields', 'medication'])).toContain('forms.refill.questions.0')
  expect(sentences(['tables', 'refill', 'fields', 'decision_note'])[0]).toBe(
    'The step *Approve* of *Refill* asks for it.',
  )
  const permissions = practice.permissions.flatMap(({ table, fields }, at) =>
    table === 'refill' && fields.includes('medication') ? [`permissions.${String(at)}`] : [],
  )
  expect(placesOf(['tables', 'refill', 'fields', 'medication'])).toEqual(expect.arrayContaining(permissions))
})

test('a field is used by the conditions that read it, over references and of whoever acts', () => {
  const reading = practice.permissions.flatMap(({ where }, at) =>
    JSON.stringify(where ?? '').includes('me.location') ? [`permissions.${String(at)}`] : [],
  )
  expect(reading.length).toBeGreaterThan(0)
  expect(placesOf(['tables', 'staff', 'fields', 'location'])).toEqual(expect.arrayContaining(reading))
  expect(placesOf(['tables', 'patient', 'fields', 'location'])).toEqual(expect.arrayContaining(reading))
})

test('the reference that says whose a record is, is used for that', () => {
  expect(placesOf(['tables', 'refill', 'fields', 'patient'])).toContain('tables.refill.patient')
})

test('tables, roles, forms, queues, stages and messages each say who uses them', () => {
  expect(sentences(['tables', 'refill'])).toContain('*Refill* moves its records.')
  expect(sentences(['roles', 'nurse'])).toContain('It works on the queue *Nurse*.')
  expect(placesOf(['forms', 'refill'])).toEqual(['workflows.refill.start'])
  expect(placesOf(['queues', 'nurse'])).toEqual(['workflows.refill.states.submitted'])
  expect(placesOf(['workflows', 'refill', 'states', 'submitted'])).toContain('workflows.refill.start')
  expect(placesOf(['notices', 'refill-update'])).toContain('workflows.refill.transitions.approve')
  expect(whereUsed(practice, ['rehearsals', 'gone'])).toEqual([])
})

test('every use leads to a place that is declared', () => {
  const things: readonly Path[] = [
    ...Object.entries(practice.tables).flatMap(([table, { fields }]): Path[] => [
      ['tables', table],
      ...Object.keys(fields).map((field) => ['tables', table, 'fields', field]),
    ]),
    ...(['roles', 'forms', 'queues', 'notices', 'workflows'] as const).flatMap((noun) =>
      Object.keys(practice[noun]).map((id) => [noun, id]),
    ),
  ]
  for (const thing of things)
    for (const { path } of whereUsed(practice, thing))
      expect(valueAt(practice, path), path.join('.')).toBeDefined()
})

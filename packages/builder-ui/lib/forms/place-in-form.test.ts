import type { Form } from '@portico/engine/portal/portal'
import { expect, test } from 'vitest'
import { bySections, movedBy } from './place-in-form.ts'

const label = { en: 'X' }
const form: Form = {
  table: 'visit',
  sections: { you: { label }, empty: { label }, visit: { label } },
  order: ['you', 'empty', 'visit'],
  questions: [
    { ask: 'name', section: 'you' },
    { ask: 'phone', section: 'you' },
    { ask: 'why', section: 'visit' },
  ],
}

test.each([
  [0, -1, null],
  [0, 1, { to: 1 }],
  [1, 1, { to: 1, section: 'empty' }],
  [2, -1, { to: 2, section: 'empty' }],
  [2, 1, null],
] as const)('question %i moved by %i comes to %j', (at, step, expected) => {
  expect(movedBy(form, at, step)).toEqual(expected)
})

test('in a form without sections a question moves among all', () => {
  const { sections: _, order: _order, ...plain } = form
  const questions = form.questions.map(({ ask }) => ({ ask }))
  expect(movedBy({ ...plain, questions }, 1, 1)).toEqual({ to: 2 })
  expect(movedBy({ ...plain, questions }, 2, 1)).toBeNull()
  expect(bySections({ ...plain, questions })).toEqual([{ section: null, at: [0, 1, 2] }])
})

test('every section is there, whether or not anything is asked in it', () => {
  expect(bySections(form)).toEqual([
    { section: 'you', at: [0, 1] },
    { section: 'empty', at: [] },
    { section: 'visit', at: [2] },
  ])
})

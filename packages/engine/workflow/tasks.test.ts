import { expect, test } from 'vitest'
import type { Form, Question } from '../portal/portal.ts'
import { hasTaskList, tasksOf, taskStatus } from './tasks.ts'

const question = (section: string, at: number): Question => ({ ask: `${section}-${String(at)}`, section })
const of = (section: string, count: number) => Array.from({ length: count }, (_, at) => question(section, at))
const label = { en: 'X' }
const form: Form = {
  table: 'visit',
  sections: { you: { label }, visit: { label } },
  order: ['you', 'visit'],
  questions: [...of('you', 5), ...of('visit', 4)],
}

test.each<[string, Form, boolean]>([
  ['a form of two sections and nine questions', form, true],
  ['one of eight questions', { ...form, questions: form.questions.slice(1) }, false],
  ['one of a single section', { ...form, order: ['you'] }, false],
  ['one without sections', { table: 'visit', questions: form.questions }, false],
])('%s', (_, one, isLong) => {
  expect(hasTaskList(one)).toBe(isLong)
})

test('tasks are the sections in which something is asked, and what is in none comes first', () => {
  const asked = [{ ask: 'why' }, ...of('visit', 2)]
  expect(tasksOf(form, asked)).toEqual([
    { section: null, questions: [{ ask: 'why' }] },
    { section: 'visit', questions: of('visit', 2) },
  ])
})

test.each([
  ['not-started', [], []],
  ['in-progress', ['you-0'], ['you-0']],
  ['in-progress', ['you-0', 'you-1', 'you-2'], ['you-0', 'you-1']],
  ['completed', ['you-0', 'you-1', 'you-2'], ['you-0', 'you-1', 'you-2']],
] as const)('a task is %s when %j were seen and %j have an answer', (status, seen, answered) => {
  const [task] = tasksOf(form, of('you', 3))
  if (!task) throw new Error('There is no task.')
  const among = (list: readonly string[]) => (one: Question) => list.includes(one.ask)
  expect(taskStatus(task, among(seen), among(answered))).toBe(status)
})

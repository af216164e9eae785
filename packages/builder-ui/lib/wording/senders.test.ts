import { expect, test } from 'vitest'
import { maple } from '@portico/engine/testing/maple'
import { sendersOf } from './senders.ts'

const [id, workflow] = Object.entries(maple.workflows)[0] ?? []

test('two steps of the same name are two ticks, told apart by who takes them', () => {
  if (id === undefined || workflow === undefined) throw new Error('The practice has no workflow.')
  const step = { label: { en: 'Cancel it' }, from: ['submitted'] }
  const transitions = {
    ...workflow.transitions,
    cancel: { ...step, by: ['patient'] },
    'call-off': { ...step, by: ['nurse'] },
  }
  const senders = sendersOf({ ...maple, workflows: { [id]: { ...workflow, transitions } } }, id)
  const names = senders.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['Cancel it – Patient', 'Cancel it – Nurse']))
  expect(new Set(names).size).toBe(senders.length)
  expect(new Set(senders.map((sender) => sender.id)).size).toBe(senders.length)
})

import { expect, test } from 'vitest'
import { maple } from '@portico/engine/testing/maple'
import { stepLabel } from './step-label.ts'

const [id, workflow] = Object.entries(maple.workflows)[0] ?? []

test('two steps of one name that begin at different stages say where; any other is called as it is', () => {
  if (id === undefined || workflow === undefined) throw new Error('The practice has no workflow.')
  const decline = { label: { en: 'Say no' }, by: ['nurse'] }
  const transitions = {
    no: { ...decline, from: ['submitted'] },
    'no-more': { ...decline, from: ['in-review'] },
    once: { label: { en: 'Once' }, by: ['nurse'], from: ['submitted'] },
  }
  const portal = { ...maple, workflows: { [id]: { ...workflow, transitions } } }
  const names = Object.keys(transitions).map((step) => stepLabel(portal, id, step))
  expect(new Set(names).size).toBe(3)
  expect(names[0]).toMatch(/^Say no \(from .+\)$/)
  expect(names[2]).toBe('Once')
})

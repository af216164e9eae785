import { apply } from '@portico/engine/portal/apply'
import type { Edit } from '@portico/engine/portal/edit'
import { maple } from '@portico/engine/testing/maple'
import { between } from '@portico/engine/portal/between'
import { expect, test } from 'vitest'
import { lastDone } from './last-done.ts'

const named = (en: string): Edit => ({
  kind: 'set-label',
  of: ['tables', 'refill', 'fields', 'medication'],
  label: { en },
})
const done = (edit: Edit) => {
  const result = apply(maple, edit)
  if (!result.ok) throw new Error('The practice does not take this.')
  return { portal: result.value.portal, step: { edits: [edit], inverses: [result.value.inverse], key: null } }
}

test('what the next undo takes back is told as a review tells it, with its place', () => {
  const { portal, step } = done(named('Drug'))
  const [change] = lastDone(portal, [step])
  expect(change?.sentence).toMatch(/Medicine.*Drug/)
  expect(change?.path.slice(0, 4)).toEqual(['tables', 'refill', 'fields', 'medication'])
  expect(lastDone(maple, [])).toEqual([])
})

test('what somebody else did since is passed over: undo is of what was done here', () => {
  const { portal, step } = done(named('Drug'))
  const theirs = apply(portal, { kind: 'set-name', name: { en: 'Oak' } })
  if (!theirs.ok) throw new Error('The practice does not take this.')
  const [on, back] = [between(portal, theirs.value.portal), between(theirs.value.portal, portal)]
  if (!on || !back) throw new Error('The other made no difference.')
  const steps = [step, { edits: [on], inverses: [back], key: null, theirs: true }]
  expect(lastDone(theirs.value.portal, steps).map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/Medicine.*Drug/),
  ])
})

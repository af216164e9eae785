import { apply } from '@portico/engine/portal/apply'
import type { Edit } from '@portico/engine/portal/edit'
import { maple } from '@portico/engine/testing/maple'
import { between } from '@portico/engine/portal/between'
import type { Portal } from '@portico/engine/portal/portal'
import { expect, test } from 'vitest'
import { doEdits } from './do-edits.ts'
import { lastDone } from './last-done.ts'
import type { Step } from './step.ts'

const named = (en: string): Edit => ({
  kind: 'set-label',
  of: ['tables', 'refill', 'fields', 'medication'],
  label: { en },
})
const done = (edit: Edit, portal: Portal = maple) => {
  const result = apply(portal, edit)
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

/** What somebody else made of the draft meanwhile, as a step that is not undone here. */
const theirsOn = (portal: Portal, edit: Edit) => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error('The practice does not take this.')
  const [on, back] = [between(portal, result.value.portal), between(result.value.portal, portal)]
  if (!on || !back) throw new Error('The other made no difference.')
  return { portal: result.value.portal, step: { edits: [on], inverses: [back], key: null, theirs: true } }
}
const told = (portal: Portal, steps: readonly Step[]) =>
  lastDone(portal, steps).map(({ sentence }) => sentence)

test('what somebody else did since is passed over: undo is of what was done here', () => {
  const mine = done(named('Drug'))
  const theirs = theirsOn(mine.portal, { kind: 'set-name', name: { en: 'Oak' } })
  expect(told(theirs.portal, [mine.step, theirs.step])).toEqual([expect.stringMatching(/Medicine.*Drug/)])
})

test('what somebody else has wholly changed since is not told: undo takes back the step before it', () => {
  const first = done(named('Drug'))
  const second = done({ kind: 'set-name', name: { en: 'Elm', es: 'Olmo' } }, first.portal)
  const theirs = theirsOn(second.portal, { kind: 'set-name', name: { en: 'Oak', es: 'Roble' } })
  expect(told(theirs.portal, [first.step, second.step, theirs.step])).toEqual([
    expect.stringMatching(/Medicine.*Drug/),
  ])
  expect(told(theirs.portal, [second.step, theirs.step])).toEqual([])
})

test('a table that came or went is told before the permissions that came or went with it', () => {
  const together = doEdits(maple, [
    {
      kind: 'add-table',
      table: 'errand',
      as: { label: { en: 'Errand' }, fields: { what: { kind: 'text', class: 'operational' } } },
    },
    {
      kind: 'add-permission',
      permission: { role: 'nurse', table: 'errand', may: ['read'], fields: ['what'] },
    },
  ])
  if (typeof together === 'string') throw new Error(together)
  const { after, ...step } = together
  const made = told(after, [{ ...step, key: null }])
  expect(made[0]).toMatch(/The table \*Errand\* is added/)
  expect(made.length).toBeGreaterThan(1)
  const back: Step = { edits: step.inverses, inverses: step.edits, key: null }
  expect(told(maple, [back])[0]).toMatch(/table \*Errand\*/)
})

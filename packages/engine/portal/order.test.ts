import { expect, test } from 'vitest'
import { apply } from './apply.ts'
import { canonical } from './canonical.ts'
import { check } from './check.ts'
import { compare } from './compare.ts'
import type { Edit } from './edit.ts'
import { portalFor } from './portal-for.ts'
import { portalSchema, type Portal } from './portal.ts'
import { portalWith } from './practice.fixture.ts'

const practice = portalWith({
  'workflows.refill.states.spare': { 'patient-sees': { en: 'Spare' } },
  'workflows.refill.transitions.leave-spare': { from: ['spare'], to: 'withdrawn', by: ['nurse'] },
})
const text = { en: 'X', es: 'X' }

const applied = (edit: Edit, portal: Portal = practice) => {
  const result = apply(portal, edit)
  if (!result.ok) throw new Error(result.refusal.map(({ sentence }) => sentence).join(' '))
  return result.value
}
const after = (edit: Edit, portal?: Portal): Portal => applied(edit, portal).portal
const statesOf = (portal: Portal) => Object.keys(portal.workflows['refill']?.states ?? {})
const move = (state: string, to: number): Edit => ({ kind: 'move-state', workflow: 'refill', state, to })
const before = statesOf(practice)
const again = (portal: Portal) => portalSchema.parse(JSON.parse(canonical(portal)))

test('which is part of the portal: sorting its keys changes nothing, and undoing it brings the old one back', () => {
  const { portal, inverse } = applied(move('approved', 0))
  expect(statesOf(portal)).toEqual(['approved', ...before.filter((state) => state !== 'approved')])
  expect(statesOf(again(portal))).toEqual(statesOf(portal))
  expect(canonical(portal)).not.toBe(canonical(practice))
  expect(statesOf(after(inverse, portal))).toEqual(before)
  expect(compare(practice, portal).map(({ sentence }) => sentence)).toEqual([
    'The stages of *Refill* stand in another order: *Approved*, *Submitted*, *Awaiting decision*, *Withdrawn* and *Spare*.',
  ])
  expect(check(portal)).toEqual(check(practice))
})

test('what is added stands last, and what is removed leaves the order and comes back to its place', () => {
  const ordered = after(move('spare', 1))
  const more = after(
    { kind: 'add-state', workflow: 'refill', state: 'parked', as: { 'patient-sees': text } },
    ordered,
  )
  expect(statesOf(more).at(-1)).toBe('parked')
  const { portal, inverse } = applied({ kind: 'remove-state', workflow: 'refill', state: 'spare' }, ordered)
  expect(portal.workflows['refill']?.order?.states).not.toContain('spare')
  expect(statesOf(after(inverse, portal))).toEqual(statesOf(ordered))
  const step: Edit = { kind: 'move-transition', workflow: 'refill', transition: 'leave-spare', to: 0 }
  const without = after({ kind: 'remove-state', workflow: 'refill', state: 'spare' }, after(step))
  expect(JSON.stringify(without)).not.toContain('leave-spare')
})

test('an order that names what is not there is a problem with a fix, and no reader is told the list', () => {
  const portal = portalWith({ 'workflows.refill.order': { states: ['gone', 'approved', 'approved'] } })
  const [problem] = check(portal).filter(({ code }) => code === 'order-unclear')
  if (!problem?.fix) throw new Error('There is no fix.')
  expect(check(after(problem.fix, portal)).filter(({ code }) => code === 'order-unclear')).toEqual([])
  expect(portalFor(portal, 'patient', ['patient']).workflows['refill']).not.toHaveProperty('order')
})

test.each([move('gone', 0), { kind: 'move-state', workflow: 'gone', state: 'approved', to: 0 } as const])(
  'what is not there cannot be moved',
  (edit) => {
    const result = apply(practice, edit)
    expect(result.ok ? [] : result.refusal.map(({ code }) => code)).toContain('edit-nowhere')
  },
)

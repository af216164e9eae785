import { expect, test } from 'vitest'
import { check } from './check.ts'
import { checkAgainst } from './check-against.ts'
import { goingBack } from './going-back.ts'
import { reachProblems } from './out-of-reach.ts'
import { portalWith, practice } from './practice.fixture.ts'
import { blocksPublishing } from './problem.ts'
import { processProblems } from './process-problems.ts'

type Parts = Parameters<typeof portalWith>[0]
type Permissions = typeof practice.permissions

const where = (keep: (one: Permissions[number]) => boolean): Parts => ({
  permissions: practice.permissions.filter(keep),
})
const said = (parts: Parts, count = 3) =>
  reachProblems(portalWith(parts), [{ portal: practice, workflow: 'refill', count }])
const isOf =
  (role: string, table = 'refill') =>
  (one: Permissions[number]) =>
    one.role === role && one.table === table

test('open requests stay in reach while one who can take a next step and the patient see them', () => {
  expect(said({})).toEqual([])
  expect(said(where((one) => !isOf('front-desk')(one)))).toEqual([])
  expect(said({ 'permissions.1.fields': ['patient'], 'permissions.4.fields': ['patient'] })).toEqual([])
})

test.each<[string, Parts, number, string]>([
  [
    'every permission',
    where(({ table }) => table !== 'refill'),
    1,
    "1 open request of *Refill* would be out of everybody's reach: finish it first, or keep what *Patient*, *Nurse* and *Provider* may do with *Refill* until then.",
  ],
  [
    "the patient's sight",
    where((one) => !isOf('patient')(one)),
    3,
    "3 open requests of *Refill* would be out of their patients' reach: finish them first, or keep what *Patient* may do with *Refill* until then.",
  ],
  [
    'who takes the next step from one stage',
    where((one) => !isOf('nurse')(one)),
    3,
    '3 open requests of *Refill* would be out of the reach of everybody who can take a next step: finish them first, or keep what *Nurse* may do with *Refill* until then.',
  ],
  [
    'what a step must write',
    { 'permissions.7.may': ['read'] },
    3,
    '3 open requests of *Refill* would be out of the reach of everybody who can take a next step: finish them first, or keep what *Provider* may do with *Refill* until then.',
  ],
  [
    'the sight of a stage only',
    { 'permissions.4.where': { state: 'approved' } },
    1,
    '1 open request of *Refill* would be out of the reach of everybody who can take a next step: finish it first, or keep what *Nurse* may do with *Refill* until then.',
  ],
  [
    'the workflow, by which they are listed',
    { workflows: {} },
    1,
    "1 open request of *Refill* would be out of everybody's reach: finish it first, or keep the workflow *Refill* until then.",
  ],
])('a version that takes away %s is not published over open requests', (_, parts, count, sentence) => {
  expect(said(parts, count).map((problem) => problem.sentence)).toEqual([sentence])
  expect(blocksPublishing(said(parts, count))).toBe(true)
})

test('what began with several versions is counted together, and without open requests nothing is asked', () => {
  const draft = portalWith({ workflows: {} })
  const open = { portal: practice, workflow: 'refill', count: 2 }
  expect(reachProblems(draft, [open, open])[0]?.sentence).toMatch(/^4 open requests/)
  expect(reachProblems(draft, [])).toEqual([])
})

const without = portalWith({
  'tables.refill': undefined,
  'forms.refill': undefined,
  'workflows.refill': undefined,
  queues: {},
  permissions: practice.permissions.filter(({ table }) => table !== 'refill'),
  notices: {},
})

test('going back keeps all by which open requests are seen and moved, and nothing once they have ended', () => {
  const open = { portal: practice, workflow: 'refill' }
  const { portal, stays } = goingBack(practice, without, [open])
  expect(stays).toContain(
    'Open requests of *Refill* would be out of reach without the workflow *Refill*. It stays until they are done.',
  )
  expect(reachProblems(portal, [{ ...open, count: 1 }])).toEqual([])
  expect(processProblems(practice, 'refill', portal)).toEqual([])
  expect(checkAgainst(practice, portal)).toEqual([])
  expect(check(portal).filter(({ severity }) => severity === 'error')).toEqual([])
  expect(goingBack(practice, without, [])).toEqual({ portal: without, stays: [] })
})

test('of permissions that a version had not, only those come along that open requests are reached by', () => {
  const target = portalWith(where(({ table }) => table !== 'refill'))
  const { portal, stays } = goingBack(practice, target, [{ portal: practice, workflow: 'refill' }])
  expect(stays).toEqual([
    'Open requests of *Refill* would be out of reach without what *Patient*, *Nurse* and *Provider* may do with *Refill*. It stays until they are done.',
  ])
  const added = portal.permissions.filter(({ table }) => table === 'refill')
  expect(added.map(({ role }) => role)).toEqual(['patient', 'nurse', 'provider', 'provider'])
})

import { expect, test } from 'vitest'
import type { Workflow } from '../portal/portal.ts'
import { maple } from './maple.ts'
import { randomFrom } from './random.ts'
import { simplePaths, type Path } from './paths.ts'

const refill = maple.workflows['refill']!
const named = (path: Path): string => path.map(({ transition }) => transition).join(' ')

test('every simple way through a refill is found once', () => {
  const paths = [...simplePaths(refill)].map(named).toSorted()
  expect(paths).toEqual([
    'escalate approve',
    'escalate decline',
    'review approve',
    'review decline',
    'withdraw',
  ])
})

const state = { 'patient-sees': { en: 'x' } }
const workflowOf = (
  ends: readonly string[],
  moves: readonly (readonly [string, string])[],
  states: readonly string[],
): Workflow => ({
  table: 'refill',
  start: { by: ['patient'], form: 'refill', state: 's0' },
  states: Object.fromEntries(states.map((id) => [id, ends.includes(id) ? { ...state, ends: true } : state])),
  transitions: Object.fromEntries(
    moves.map(([from, to], place) => [`t${place}`, { from: [from], to, by: ['patient'] }]),
  ),
})

test('a workflow that goes round for ever has no path and does not hang', () => {
  const round = workflowOf(
    [],
    [
      ['s0', 's1'],
      ['s1', 's0'],
    ],
    ['s0', 's1'],
  )
  expect([...simplePaths(round)]).toEqual([])
})

test('a workflow that begins at its end is there already', () => {
  expect([...simplePaths(workflowOf(['s0'], [], ['s0']))]).toEqual([[]])
})

test('the first of very many paths come at once', () => {
  const states = Array.from({ length: 20 }, (_, number) => `s${number}`)
  const moves = states.flatMap((from) => states.filter((to) => to !== from).map((to) => [from, to] as const))
  const paths = simplePaths(workflowOf(['s19'], moves, states))
  for (let taken = 0; taken < 100; taken += 1) expect(paths.next().done).toBe(false)
})

/** Every end that moves lead to, found by going on until nothing new is reached. */
const endsReached = ({ states, transitions }: Workflow): ReadonlySet<string> => {
  const reached = new Set(['s0'])
  for (const state of reached)
    for (const { from, to } of states[state]?.ends ? [] : Object.values(transitions))
      if (to !== undefined && from.includes(state)) reached.add(to)
  return new Set([...reached].filter((state) => states[state]?.ends))
}

const seed = Number(process.env['SEED'] ?? 7)

test(`on random workflows each path goes on from where it was and repeats nothing, and every end is reached (SEED=${seed})`, () => {
  const random = randomFrom(seed)
  const states = ['s0', 's1', 's2', 's3', 's4']
  for (let run = 0; run < 300; run += 1) {
    const moves = Array.from(
      { length: random.below(12) },
      () => [random.pick(states), random.pick(states)] as const,
    )
    const workflow = workflowOf(random.some(states), moves, states)
    const paths = [...simplePaths(workflow)]
    expect(new Set(paths.map((path) => path.at(-1)?.to ?? 's0'))).toEqual(endsReached(workflow))
    for (const path of paths) {
      const visited = ['s0', ...path.map(({ to }) => to)]
      expect(new Set(visited).size).toBe(visited.length)
      expect(path.map(({ from }) => from)).toEqual(visited.slice(0, -1))
    }
  }
})

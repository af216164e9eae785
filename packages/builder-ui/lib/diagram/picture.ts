import type { Portal, State, Transition } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'
import { startState } from '@portico/engine/workflow/start-state'
import { queueLabel, roleLabel, stateLabel, transitionLabel } from '#lib/draft/label.ts'
import { startsWith, type Path } from '#lib/problems/place.ts'
import { words } from '#lib/words.ts'

const said = words.diagram

/** Who moves a request along a line: somebody, the clock, or nobody at all. */
export type Mover = 'person' | 'time' | 'never'

/** Something in the diagram that leads to its place in the list. */
export type Part = {
  readonly key: string
  readonly path: Path
  readonly name: string
  /** What is wrong with it, in a few words; null where nothing is. */
  readonly wrong: { readonly severity: Problem['severity']; readonly text: string } | null
}

/** A step as it leaves one state: a line to another, or a mark on the state where it stays. */
export type Step = Part & {
  readonly from: string
  readonly to: string | null
  readonly mover: Mover
  /** By whom, or when. */
  readonly how: string
}

export type Box = Part & {
  readonly state: string
  readonly isEnd: boolean
  readonly facts: readonly string[]
  readonly stays: readonly Step[]
}

export type Picture = {
  readonly begin: Part & { readonly to: string; readonly who: string }
  readonly boxes: readonly Box[]
  /** Those that lead from one state to another. */
  readonly steps: readonly Step[]
}

const wrongAt = (problems: readonly Problem[], path: Path): Part['wrong'] => {
  const here = problems.filter((problem) => startsWith(problem.path, path))
  const errors = here.filter(({ severity }) => severity === 'error').length
  if (errors > 0) return { severity: 'error', text: said.problems(errors) }
  return here.length > 0 ? { severity: 'hint', text: said.hints(here.length) } : null
}

const moverOf = ({ by }: Transition, due: State['due'], id: string): Mover => {
  if (by.some((role) => role !== 'system')) return 'person'
  return due?.then === id || due?.['at 75%'] === id ? 'time' : 'never'
}

const whenOf = (due: State['due'], id: string): readonly string[] => [
  ...(due?.['at 75%'] === id ? [said.early] : []),
  ...(due?.then === id ? [said.over] : []),
]

const howOf = (portal: Portal, { by }: Transition, due: State['due'], id: string): string => {
  const people = by.filter((role) => role !== 'system').map((role) => roleLabel(portal, role))
  const when = by.includes('system') ? whenOf(due, id) : []
  const all = [...(people.length > 0 ? [said.by(words.list(people))] : []), ...when]
  return all.length > 0 ? all.join('; ') : said.never
}

const stepsFrom = (
  portal: Portal,
  id: string,
  from: string,
  problems: readonly Problem[],
): readonly Step[] => {
  const workflow = portal.workflows[id]
  if (!workflow) return []
  const { states, transitions } = workflow
  const due = states[from]?.due
  return Object.entries(transitions)
    .filter(([, transition]) => transition.from.includes(from))
    .map(([transition, declared]) => {
      const path: Path = ['workflows', id, 'transitions', transition]
      const leaves = declared.to !== undefined && declared.to !== from && Object.hasOwn(states, declared.to)
      return {
        key: `step ${from} ${transition}`,
        path,
        name: transitionLabel(portal, id, transition),
        wrong: wrongAt(problems, path),
        from,
        to: leaves ? (declared.to ?? null) : null,
        mover: moverOf(declared, due, transition),
        how: howOf(portal, declared, due, transition),
      }
    })
}

const factsOf = (portal: Portal, { queue, due, ends, ...state }: State): readonly string[] => [
  ...(ends ? [said.ends] : []),
  ...(queue === undefined ? [] : [words.workflows.waitsIn(queueLabel(portal, queue))]),
  ...(due ? [words.workflows.dueIn(due)] : []),
  said.patientsRead(state['patient-sees'].en),
]

/** What a workflow's diagram shows, before anybody said where. Everything in it stands in the list too. */
export const pictureOf = (portal: Portal, id: string, all: readonly Problem[]): Picture => {
  const workflow = portal.workflows[id]
  const problems = all.filter(({ path }) => startsWith(path, ['workflows', id]))
  const stateIds = Object.keys(workflow?.states ?? {})
  const steps = stateIds.flatMap((state) => stepsFrom(portal, id, state, problems))
  const start: Path = ['workflows', id, 'start']
  const who = words.list((workflow?.start.by ?? []).map((role) => roleLabel(portal, role)))
  return {
    begin: {
      key: 'begin',
      path: start,
      name: said.begins,
      wrong: wrongAt(problems, start),
      to: workflow ? startState(workflow) : '',
      who,
    },
    boxes: Object.entries(workflow?.states ?? {}).map(([state, declared]) => ({
      key: `state ${state}`,
      path: ['workflows', id, 'states', state],
      name: stateLabel(portal, id, state),
      wrong: wrongAt(problems, ['workflows', id, 'states', state]),
      state,
      isEnd: declared.ends === true,
      facts: factsOf(portal, declared),
      stays: steps.filter(({ from, to }) => from === state && to === null),
    })),
    steps: steps.filter(({ to }) => to !== null),
  }
}

/** The parts in the order of the list: each state, and what leaves it. */
export const inOrder = ({ begin, boxes, steps }: Picture): readonly Part[] => [
  begin,
  ...boxes.flatMap((box) => [box, ...box.stays, ...steps.filter(({ from }) => from === box.state)]),
]

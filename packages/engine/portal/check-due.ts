import { stateName, transitionName } from './name.ts'
import { own } from './own.ts'
import type { Portal, State, Transition, Workflow } from './portal.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

type Place = { readonly portal: Portal; readonly id: string; readonly key: string }

const takenProblems = (
  { portal, id, key }: Place,
  taken: string,
  transition: Transition,
  path: Path,
): readonly Problem[] => {
  const name = transitionName(portal, id, taken)
  const problems: Problem[] = []
  if (!transition.by.includes('system')) {
    problems.push(
      errorAt(
        'due-not-by-system',
        path,
        `${name} is to be taken when time runs out, so the system must be allowed to take it.`,
        {
          fix: {
            kind: 'change-transition',
            workflow: id,
            transition: taken,
            set: { by: [...transition.by, 'system'] },
          },
        },
      ),
    )
  }
  if (!transition.from.includes(key)) {
    problems.push(
      errorAt(
        'due-from-elsewhere',
        path,
        `${name} is to be taken from ${stateName(portal, id, key)}, and does not begin there.`,
        {
          fix: {
            kind: 'change-transition',
            workflow: id,
            transition: taken,
            set: { from: [...transition.from, key] },
          },
        },
      ),
    )
  }
  return problems
}

/** Where the system leads from a state whose time counts from when the request was asked; null where that stays or waits. */
const ledAtOnce = ({ states, transitions }: Workflow, state: string): string | null => {
  const due = own(states, state)?.due
  return due?.from === 'start' ? (own(transitions, due.then)?.to ?? null) : null
}

/** Once that time is over it is over everywhere: states that lead to each other would do so without end. */
const endless = (portal: Portal, id: string, workflow: Workflow, key: string): readonly Problem[] => {
  const seen = new Set<string>()
  for (let at = ledAtOnce(workflow, key); at !== null && !seen.has(at); at = ledAtOnce(workflow, at)) {
    seen.add(at)
    if (at !== key) continue
    const then = own(workflow.states, key)?.due?.then ?? ''
    return [
      errorAt(
        'due-without-end',
        ['workflows', id, 'states', key, 'due', 'then'],
        `When the time since it was asked is over, ${transitionName(portal, id, then)} leads from ${stateName(portal, id, key)} back to it at once, again and again. Let the step stay where it is, or count from when the stage began.`,
      ),
    ]
  }
  return []
}

/** Whether the system can take what a stage's time limit says, from that stage. */
export const dueProblems = (
  portal: Portal,
  id: string,
  workflow: Workflow,
  key: string,
  state: State,
): readonly Problem[] => {
  const { due } = state
  if (!due) return []
  const problems = (['at 75%', 'then'] as const).flatMap((moment): readonly Problem[] => {
    const taken = due[moment]
    if (taken === undefined) return []
    const path: Path = ['workflows', id, 'states', key, 'due', moment]
    const transition = own(workflow.transitions, taken)
    if (!transition)
      return [
        errorAt(
          'unknown-transition',
          path,
          `When ${stateName(portal, id, key)} is due the next step "${taken}" is to be taken, and there is none.`,
        ),
      ]
    return takenProblems({ portal, id, key }, taken, transition, path)
  })
  return [...problems, ...endless(portal, id, workflow, key)]
}

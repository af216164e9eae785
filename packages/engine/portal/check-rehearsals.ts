import { own } from './own.ts'
import type { Expected, Portal, Rehearsal, RehearsalStart, RehearsalStep, Workflow } from './portal.ts'
import { errorAt, hintAt, type Path, type Problem } from './problem.ts'

const unknown = (path: Path, noun: string, id: string): readonly Problem[] => [
  errorAt('rehearsal-unknown', path, `This rehearsal names a ${noun} "${id}" that does not exist.`),
]

const named = (
  path: Path,
  noun: string,
  map: Readonly<Record<string, unknown>> | undefined,
  id: string | undefined,
): readonly Problem[] => (id === undefined || own(map, id) !== undefined ? [] : unknown(path, noun, id))

const eachNamed = (
  path: Path,
  noun: string,
  map: Readonly<Record<string, unknown>> | undefined,
  ids: readonly string[] = [],
): readonly Problem[] => ids.flatMap((id, index) => named([...path, index], noun, map, id))

const expectedProblems = (
  portal: Portal,
  workflow: Workflow,
  path: Path,
  expected: Expected = {},
): readonly Problem[] => {
  const { state, queue, assignee, notices, sees } = expected
  const fields = own(portal.tables, workflow.table)?.fields
  return [
    ...named([...path, 'state'], 'stage', workflow.states, state),
    ...named([...path, 'queue'], 'queue', portal.queues, queue ?? undefined),
    ...named([...path, 'assignee'], 'role', portal.roles, assignee === 'nobody' ? undefined : assignee),
    ...eachNamed([...path, 'notices'], 'message', portal.notices, notices),
    ...named([...path, 'sees', 'role'], 'role', portal.roles, sees?.role),
    ...eachNamed([...path, 'sees', 'visible'], 'field', fields, sees?.visible),
    ...eachNamed([...path, 'sees', 'hidden'], 'field', fields, sees?.hidden),
  ]
}

const byProblems = (portal: Portal, path: Path, by: string): readonly Problem[] =>
  named([...path, 'by'], 'role', portal.roles, by === 'system' ? undefined : by)

const stepProblems = (
  portal: Portal,
  workflow: Workflow,
  path: Path,
  step: RehearsalStart | RehearsalStep,
): readonly Problem[] => {
  const expected = expectedProblems(portal, workflow, [...path, 'expect'], step.expect)
  if ('wait' in step) return expected
  const fields = own(portal.tables, workflow.table)?.fields
  return [
    ...byProblems(portal, path, step.by),
    ...('takes' in step ? named([...path, 'takes'], 'step', workflow.transitions, step.takes) : []),
    ...Object.keys(step.with ?? {}).flatMap((id) => named([...path, 'with', id], 'field', fields, id)),
    ...expected,
  ]
}

const problemsOf = (portal: Portal, id: string, rehearsal: Rehearsal): readonly Problem[] => {
  const path = ['rehearsals', id]
  const workflow = own(portal.workflows, rehearsal.workflow)
  if (!workflow) return unknown([...path, 'workflow'], 'workflow', rehearsal.workflow)
  return [
    ...stepProblems(portal, workflow, [...path, 'start'], rehearsal.start),
    ...rehearsal.steps.flatMap((step, index) =>
      stepProblems(portal, workflow, [...path, 'steps', index], step),
    ),
  ]
}

/** Rehearsals that name what is not there. Whether they pass, only running them says. */
export const checkRehearsals = (portal: Portal): readonly Problem[] => {
  const all = Object.entries(portal.rehearsals ?? {})
  const rehearsed = new Set(all.map(([, { workflow }]) => workflow))
  return [
    ...all.flatMap(([id, rehearsal]) => problemsOf(portal, id, rehearsal)),
    ...(all.length === 0
      ? []
      : Object.keys(portal.workflows)
          .filter((id) => !rehearsed.has(id))
          .map((id) =>
            hintAt(
              'not-rehearsed',
              ['workflows', id],
              'No rehearsal walks this workflow before it is published.',
            ),
          )),
  ]
}

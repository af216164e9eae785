import { dueProblems } from './check-due.ts'
import { checkTransitions } from './check-transitions.ts'
import { mayEver } from './grants.ts'
import { fieldName, formName, roleName, stateName, tableName, workflowName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Role, State, Workflow } from './portal.ts'
import { startState } from '../workflow/start-state.ts'
import { errorAt, type Path, type Problem } from './problem.ts'
import { nextStates, reachable } from './reach.ts'
import { ownerField } from './resolve.ts'
import { whyKept } from './use.ts'

/**
 * What whoever starts must be permitted to create: each answer, and whose request it is. A proxy may be kept from an
 * optional question, which is then not asked of her at all.
 */
const creates = (portal: Portal, workflow: Workflow, role: Role): readonly string[] => {
  const owner = ownerField(own(portal.tables, workflow.table))
  const questions = own(portal.forms, workflow.start.form)?.questions ?? []
  const asked = questions.filter(({ optional }) => !(role.proxy && optional)).map((question) => question.ask)
  const known = own(portal.tables, workflow.table)?.fields
  // What is worked out is never asked for, which is a problem of its own.
  return [...new Set([...(owner === null ? [] : [owner]), ...asked])].filter(
    (field) => (own(known, field)?.kind ?? 'computed') !== 'computed',
  )
}

const startRoleProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] =>
  workflow.start.by.flatMap((role, index): readonly Problem[] => {
    const path: Path = ['workflows', id, 'start', 'by', index]
    const name = workflowName(portal, id)
    const declared = own(portal.roles, role)
    if (!declared)
      return [
        errorAt('unknown-role', path, `${name} can be started by a role "${role}" that does not exist.`),
      ]
    return creates(portal, workflow, declared)
      .filter((field) => !mayEver(portal, role, 'create', workflow.table, field))
      .map((field) =>
        errorAt(
          'start-without-create',
          path,
          `${roleName(portal, role)} can start ${name} and may not fill in ${fieldName(portal, workflow.table, field)}. Permit it first.`,
          {
            fix: { kind: 'set-cell', role, table: workflow.table, field, verb: 'create', on: true },
          },
        ),
      )
  })

const startProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] => {
  const path: Path = ['workflows', id, 'start']
  const name = workflowName(portal, id)
  const problems: Problem[] = []
  const form = own(portal.forms, workflow.start.form)
  if (!form)
    problems.push(
      errorAt(
        'unknown-form',
        [...path, 'form'],
        `${name} starts with a form "${workflow.start.form}" that does not exist.`,
      ),
    )
  else if (form.table !== workflow.table)
    problems.push(
      errorAt(
        'form-of-another-table',
        [...path, 'form'],
        `${formName(portal, workflow.start.form)} is about ${tableName(portal, form.table)}, and ${name} about ${tableName(portal, workflow.table)}.`,
      ),
    )
  const begin = own(workflow.states, startState(workflow))
  if (!begin)
    problems.push(
      errorAt(
        'unknown-state',
        [...path, 'state'],
        `${name} begins at a stage "${startState(workflow)}" that does not exist. Say at which one.`,
      ),
    )
  else if (begin.ends)
    problems.push(
      errorAt(
        'begins-at-an-end',
        [...path, 'state'],
        `${name} begins where it ends. Let it begin at another stage.`,
      ),
    )
  const notice = workflow.start.notice
  if (notice !== undefined && !own(portal.notices, notice))
    problems.push(
      errorAt(
        'unknown-notice',
        [...path, 'notice'],
        `${name} sends a notice "${notice}" that does not exist.`,
      ),
    )
  return [...problems, ...startRoleProblems(portal, id, workflow)]
}

const stateProblems = (
  portal: Portal,
  id: string,
  workflow: Workflow,
  key: string,
  state: State,
): readonly Problem[] => {
  const path: Path = ['workflows', id, 'states', key]
  const name = stateName(portal, id, key)
  const problems: Problem[] = []
  if (state.queue !== undefined && !own(portal.queues, state.queue))
    problems.push(
      errorAt(
        'unknown-queue',
        [...path, 'queue'],
        `${name} waits in a queue "${state.queue}" that does not exist.`,
      ),
    )
  if (state.ends && (state.queue !== undefined || state.due))
    problems.push(
      errorAt('end-that-waits', path, `Requests end at ${name}, so it can have no queue and no time limit.`),
    )
  if (!state.ends) {
    const isDead = nextStates(workflow, key).length === 0
    const ends = [...reachable(workflow, key)].some((other) => own(workflow.states, other)?.ends)
    if (isDead)
      problems.push(
        errorAt(
          'dead-end',
          path,
          `Requests come to ${name} and never leave it. Add a next step, or let it be an end.`,
        ),
      )
    else if (!ends) problems.push(errorAt('never-ends', path, `From ${name} no request ever reaches an end.`))
  }
  return [...problems, ...dueProblems(portal, id, workflow, key, state)]
}

const tableProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] => {
  const path: Path = ['workflows', id, 'table']
  const name = workflowName(portal, id)
  const table = own(portal.tables, workflow.table)
  if (!table)
    return [
      errorAt('unknown-table', path, `${name} is about a table "${workflow.table}" that does not exist.`),
    ]
  if (table.people)
    return [
      errorAt(
        'workflow-of-people',
        path,
        `${name} cannot be about ${tableName(portal, workflow.table)}: people are no requests.`,
      ),
    ]
  const first = Object.entries(portal.workflows).find(([, other]) => other.table === workflow.table)?.[0]
  return first === id
    ? []
    : [
        errorAt(
          'workflow-twice',
          path,
          `${tableName(portal, workflow.table)} already has the workflow ${workflowName(portal, first ?? '')}. Give ${name} a table of its own.`,
        ),
      ]
}

const orderProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] =>
  (['states', 'transitions'] as const).flatMap((of): readonly Problem[] => {
    const order = workflow.order?.[of] ?? []
    const known = [...new Set(order)].filter((key) => Object.hasOwn(workflow[of], key))
    if (known.length === order.length) return []
    const path = ['workflows', id, 'order', of]
    const what = of === 'states' ? 'stages' : 'next steps'
    return [
      errorAt(
        'order-unclear',
        path,
        `The order of ${workflowName(portal, id)} names ${what} that do not exist, or one twice.`,
        { fix: { kind: 'restore', parts: [{ path, value: known }] } },
      ),
    ]
  })

const workflowProblems = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] => {
  const reached = reachable(workflow, startState(workflow))
  const lost = own(workflow.states, startState(workflow))
    ? Object.keys(workflow.states).filter((key) => !reached.has(key))
    : []
  return [
    ...tableProblems(portal, id, workflow),
    ...startProblems(portal, id, workflow),
    ...orderProblems(portal, id, workflow),
    ...lost.map((key) =>
      errorAt(
        'unreachable',
        ['workflows', id, 'states', key],
        `No request can ever come to ${stateName(portal, id, key)}. Add a next step that leads there, or remove it.`,
        whyKept(portal, ['workflows', id, 'states', key]) === null
          ? { fix: { kind: 'remove-state', workflow: id, state: key } }
          : {},
      ),
    ),
    ...Object.entries(workflow.states).flatMap(([key, state]) =>
      stateProblems(portal, id, workflow, key, state),
    ),
    ...checkTransitions(portal, id, workflow),
  ]
}

export const checkWorkflows = (portal: Portal): readonly Problem[] =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) => workflowProblems(portal, id, workflow))

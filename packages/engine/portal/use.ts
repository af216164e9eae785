import { sourcesOf } from '../field/expression.ts'
import {
  fieldName,
  formName,
  listed,
  noticeName,
  queueName,
  roleName,
  stateName,
  tableName,
  transitionName,
  workflowName,
} from './name.ts'
import { own } from './own.ts'
import type { Portal, Workflow } from './portal.ts'
import { startState } from '../workflow/start-state.ts'
import type { Path } from './problem.ts'
import { ownerField } from './resolve.ts'

type Uses = readonly string[]

const ofWorkflows = (
  portal: Portal,
  isUsed: (workflow: Workflow) => boolean,
  words: (id: string) => string = (id) => `the workflow ${workflowName(portal, id)}`,
): Uses =>
  Object.entries(portal.workflows)
    .filter(([, workflow]) => isUsed(workflow))
    .map(([id]) => words(id))

const ofTable = (portal: Portal, table: string): Uses => [
  ...ofWorkflows(portal, (workflow) => workflow.table === table),
  ...Object.entries(portal.forms)
    .filter(([, form]) => form.table === table)
    .map(([id]) => `the form ${formName(portal, id)}`),
  ...Object.entries(portal.tables).flatMap(([other, { fields }]) =>
    Object.entries(fields)
      .filter(([, field]) => other !== table && field.to === table)
      .map(([id]) => `the field ${fieldName(portal, other, id)} of ${tableName(portal, other)}`),
  ),
  ...(own(portal.tables, table)?.people ? ['everybody who signs in: it says who they are'] : []),
]

const ofRole = (portal: Portal, role: string): Uses => [
  ...Object.entries(portal.queues)
    .filter(([, queue]) => queue.roles.includes(role))
    .map(([id]) => `the queue ${queueName(portal, id)}`),
  ...ofWorkflows(
    portal,
    (workflow) => workflow.start.by.includes(role),
    (id) => `the beginning of ${workflowName(portal, id)}`,
  ),
  ...Object.entries(portal.workflows).flatMap(([id, { transitions }]) =>
    Object.entries(transitions)
      .filter(([, { by }]) => by.includes(role))
      .map(([step]) => `the step ${transitionName(portal, id, step)} of ${workflowName(portal, id)}`),
  ),
]

const ofQueue = (portal: Portal, queue: string): Uses =>
  Object.entries(portal.workflows).flatMap(([id, { states }]) =>
    Object.entries(states)
      .filter(([, state]) => state.queue === queue)
      .map(([state]) => `the stage ${stateName(portal, id, state)} of ${workflowName(portal, id)}`),
  )

const ofNotice = (portal: Portal, notice: string): Uses => [
  ...ofWorkflows(
    portal,
    (workflow) => workflow.start.notice === notice,
    (id) => `the beginning of ${workflowName(portal, id)}`,
  ),
  ...Object.entries(portal.workflows).flatMap(([id, { transitions }]) =>
    Object.entries(transitions)
      .filter(([, transition]) => transition.notice === notice)
      .map(([step]) => `the step ${transitionName(portal, id, step)} of ${workflowName(portal, id)}`),
  ),
]

const ofState = (portal: Portal, id: string, state: string): Uses => {
  const workflow = own(portal.workflows, id)
  if (!workflow) return []
  const steps = Object.entries(workflow.transitions)
    .filter(([, { to, from }]) => to === state && from.some((other) => other !== state))
    .map(([step]) => `the step ${transitionName(portal, id, step)}, which leads there`)
  return startState(workflow) === state ? ['every new request: it begins there', ...steps] : steps
}

const ofField = (portal: Portal, table: string, field: string): Uses => [
  ...(ownerField(own(portal.tables, table)) === field ? ['every record: it says whose it is'] : []),
  ...Object.entries(own(portal.tables, table)?.fields ?? {})
    .filter(([, { from }]) => from !== undefined && sourcesOf(from).includes(field))
    .map(([id]) => `the field ${fieldName(portal, table, id)}, which is worked out of it`),
]

/** What needs a part of the portal, in words. What merely goes with it, such as a role's permissions, is not among them. */
const usesOf = (portal: Portal, path: Path): Uses => {
  const [noun, id = '', part, key = ''] = path.map(String)
  if (part === 'states') return ofState(portal, id, key)
  if (part === 'fields') return ofField(portal, id, key)
  if (noun === 'tables') return ofTable(portal, id)
  if (noun === 'roles') return ofRole(portal, id)
  if (noun === 'forms') return ofWorkflows(portal, (workflow) => workflow.start.form === id)
  if (noun === 'queues') return ofQueue(portal, id)
  return noun === 'notices' ? ofNotice(portal, id) : []
}

const nameAt = (portal: Portal, path: Path): string => {
  const [noun, id = '', part, key = ''] = path.map(String)
  if (part === 'states') return stateName(portal, id, key)
  if (part === 'fields') return fieldName(portal, id, key)
  if (noun === 'tables') return tableName(portal, id)
  if (noun === 'roles') return roleName(portal, id)
  if (noun === 'forms') return formName(portal, id)
  return noun === 'queues' ? queueName(portal, id) : noticeName(portal, id)
}

/** Why a part cannot be removed yet, as a sentence; null when nothing needs it. */
export const whyKept = (portal: Portal, path: Path): string | null => {
  const uses = usesOf(portal, path)
  return uses.length === 0 ? null : `${nameAt(portal, path)} is needed by ${listed(uses)}. Change that first.`
}

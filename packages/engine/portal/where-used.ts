import { answersIn, clauseOf, factsOf, pathsOf, type Condition } from '../access/condition.ts'
import { sourcesOf } from '../field/expression.ts'
import { startState } from '../workflow/start-state.ts'
import {
  fieldName,
  formName,
  queueName,
  rehearsalName,
  stateName,
  tableName,
  transitionName,
  workflowName,
} from './name.ts'
import { own } from './own.ts'
import { peopleTable } from './people-table.ts'
import type { AnswerCheck, Portal, Transition, Workflow } from './portal.ts'
import type { Path } from './problem.ts'
import { permissionSentence } from './sentence.ts'

/** One place where something is used, and what it is used for there. Names people chose stand in `*stars*`. */
export type Use = { readonly path: Path; readonly sentence: string }
type Uses = readonly Use[]

const permissionsThat = (
  portal: Portal,
  isUse: (permission: Portal['permissions'][number]) => boolean,
): Uses =>
  portal.permissions.flatMap((permission, at) =>
    isUse(permission)
      ? [{ path: ['permissions', at], sentence: permissionSentence(portal, permission) }]
      : [],
  )

const workflowsThat = (
  portal: Portal,
  words: string,
  isUse: (workflow: Workflow) => boolean,
  part: readonly string[] = [],
): Uses =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    isUse(workflow)
      ? [{ path: ['workflows', id, ...part], sentence: `${workflowName(portal, id)} ${words}` }]
      : [],
  )

const stepsThat = (
  portal: Portal,
  words: string,
  isUse: (transition: Transition, workflow: Workflow, id: string) => boolean,
): Uses =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    Object.entries(workflow.transitions).flatMap(([step, transition]) =>
      isUse(transition, workflow, id)
        ? [
            {
              path: ['workflows', id, 'transitions', step],
              sentence: `The step ${transitionName(portal, id, step)} of ${workflowName(portal, id)} ${words}`,
            },
          ]
        : [],
    ),
  )

const statesThat = (
  portal: Portal,
  words: string,
  isUse: (state: Workflow['states'][string]) => boolean,
): Uses =>
  Object.entries(portal.workflows).flatMap(([id, { states }]) =>
    Object.entries(states).flatMap(([state, declared]) =>
      isUse(declared)
        ? [
            {
              path: ['workflows', id, 'states', state],
              sentence: `The stage ${stateName(portal, id, state)} of ${workflowName(portal, id)} ${words}`,
            },
          ]
        : [],
    ),
  )

const questionsThat = (
  portal: Portal,
  words: string,
  isUse: (question: Portal['forms'][string]['questions'][number], table: string, form: string) => boolean,
): Uses =>
  Object.entries(portal.forms).flatMap(([id, { table, questions }]) =>
    questions.flatMap((question, at) =>
      isUse(question, table, id)
        ? [
            {
              path: ['forms', id, 'questions', at],
              sentence: `Question ${String(at + 1)} of ${formName(portal, id)} ${words}`,
            },
          ]
        : [],
    ),
  )

const checksThat = (
  portal: Portal,
  words: string,
  isUse: (check: AnswerCheck, table: string) => boolean,
): Uses =>
  Object.entries(portal.forms).flatMap(([id, { table, checks = {} }]) =>
    Object.entries(checks).flatMap(([check, declared]) =>
      isUse(declared, table)
        ? [{ path: ['forms', id, 'checks', check], sentence: `A check of ${formName(portal, id)} ${words}` }]
        : [],
    ),
  )

const rehearsalsOf = (portal: Portal, workflow: string): Uses =>
  Object.entries(portal.rehearsals ?? {}).flatMap(([id, rehearsal]) =>
    rehearsal.workflow === workflow
      ? [{ path: ['rehearsals', id], sentence: `The rehearsal ${rehearsalName(portal, id)} walks it.` }]
      : [],
  )

const fieldsThat = (
  portal: Portal,
  words: string,
  isUse: (field: Portal['tables'][string]['fields'][string], table: string) => boolean,
): Uses =>
  Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields).flatMap(([id, field]) =>
      isUse(field, table)
        ? [
            {
              path: ['tables', table, 'fields', id],
              sentence: `The field ${fieldName(portal, table, id)} of ${tableName(portal, table)} ${words}`,
            },
          ]
        : [],
    ),
  )

/** Whether a condition's path over records of one table steps on a field of another, or of the same. */
const stepsOn = (portal: Portal, on: string, path: string, table: string, field: string): boolean => {
  const [first = '', ...rest] = path.split('.')
  if (on === table && first === field) return true
  const to = own(own(portal.tables, on)?.fields, first)?.to
  return to !== undefined && rest.length > 0 && stepsOn(portal, to, rest.join('.'), table, field)
}

const ofField = (portal: Portal, table: string, field: string): Uses => {
  const reads = (on: string, condition: Condition | undefined): boolean =>
    pathsOf(clauseOf(condition)).some((path) => stepsOn(portal, on, path, table, field))
  const isFact = ({ role, where }: Portal['permissions'][number]): boolean =>
    peopleTable(portal, own(portal.roles, role)?.audience ?? 'public')?.id === table &&
    factsOf(clauseOf(where)).includes(field)
  const isHere = (on: string): boolean => on === table
  return [
    ...questionsThat(portal, 'asks for it.', ({ ask }, on) => isHere(on) && ask === field),
    ...stepsThat(portal, 'asks for it.', ({ asks = [] }, on) => isHere(on.table) && asks.includes(field)),
    ...stepsThat(portal, 'clears it.', ({ clears = [] }, on) => isHere(on.table) && clears.includes(field)),
    ...questionsThat(portal, 'is asked only when it says so.', (question, on) =>
      reads(on, question['only-when']),
    ),
    ...questionsThat(portal, 'begins with it.', ({ prefill }) => {
      const isPatients = table === peopleTable(portal, 'patient')?.id
      return isPatients && typeof prefill === 'object' && prefill.patient === field
    }),
    ...checksThat(portal, 'compares it.', (check, on) => {
      const clause = clauseOf(check['only-when'])
      return isHere(on) && [check.at, ...pathsOf(clause), ...answersIn(clause)].includes(field)
    }),
    ...stepsThat(portal, 'is taken only when it says so.', (step, on) => reads(on.table, step['only-when'])),
    ...fieldsThat(
      portal,
      'is worked out of it.',
      ({ from }, on) => isHere(on) && from !== undefined && sourcesOf(from).includes(field),
    ),
    ...Object.entries(portal.tables).flatMap(([on, { patient }]): Uses =>
      patient !== undefined && stepsOn(portal, on, patient, table, field)
        ? [{ path: ['tables', on, 'patient'], sentence: `It says whose ${tableName(portal, on)} is.` }]
        : [],
    ),
    ...permissionsThat(
      portal,
      (permission) =>
        (isHere(permission.table) && permission.fields.includes(field)) ||
        reads(permission.table, permission.where) ||
        isFact(permission),
    ),
  ]
}

const ofTable = (portal: Portal, table: string): Uses => [
  ...workflowsThat(portal, 'moves its records.', (workflow) => workflow.table === table),
  ...Object.entries(portal.forms).flatMap(([id, form]): Uses =>
    form.table === table
      ? [{ path: ['forms', id], sentence: `${formName(portal, id)} asks for its fields.` }]
      : [],
  ),
  ...fieldsThat(portal, 'leads to it.', ({ to }) => to === table),
  ...permissionsThat(portal, (permission) => permission.table === table),
]

const ofRole = (portal: Portal, role: string): Uses => [
  ...workflowsThat(portal, 'is begun by it.', ({ start }) => start.by.includes(role), ['start']),
  ...stepsThat(portal, 'is taken by it.', ({ by }) => by.includes(role)),
  ...Object.entries(portal.queues).flatMap(([id, queue]): Uses =>
    queue.roles.includes(role)
      ? [{ path: ['queues', id], sentence: `It works on the queue ${queueName(portal, id)}.` }]
      : [],
  ),
  ...permissionsThat(portal, (permission) => permission.role === role),
]

const ofState = (portal: Portal, id: string, state: string): Uses => [
  ...workflowsThat(
    portal,
    'begins here.',
    (workflow) => workflow === own(portal.workflows, id) && startState(workflow) === state,
    ['start'],
  ),
  ...stepsThat(portal, 'leads here.', ({ to }, _, on) => on === id && to === state),
  ...stepsThat(portal, 'begins here.', ({ from }, _, on) => on === id && from.includes(state)),
]

/** Everywhere something is used, each with the place to go to: "where is *Dose* used?" */
export const whereUsed = (portal: Portal, path: Path): Uses => {
  const [noun, id = '', part, key = ''] = path.map(String)
  if (noun === 'tables') return part === 'fields' ? ofField(portal, id, key) : ofTable(portal, id)
  if (noun === 'roles') return ofRole(portal, id)
  if (noun === 'workflows') return part === 'states' ? ofState(portal, id, key) : rehearsalsOf(portal, id)
  if (noun === 'forms' && part === 'sections')
    return questionsThat(portal, 'is asked in it.', ({ section }, _, on) => on === id && section === key)
  if (noun === 'forms')
    return workflowsThat(portal, 'begins with it.', ({ start }) => start.form === id, ['start'])
  if (noun === 'queues') return statesThat(portal, 'waits in it.', ({ queue }) => queue === id)
  if (noun !== 'notices') return []
  return [
    ...workflowsThat(portal, 'sends it at the beginning.', ({ start }) => start.notice === id, ['start']),
    ...stepsThat(portal, 'sends it.', ({ notice }) => notice === id),
  ]
}

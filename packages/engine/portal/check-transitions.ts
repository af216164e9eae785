import { conditionProblems } from './check-condition.ts'
import type { Edit } from './edit.ts'
import { mayEver } from './grants.ts'
import { fieldName, noticeName, queueName, roleName, stateName, tableName, transitionName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Transition, Workflow } from './portal.ts'
import { errorAt, fixBy, hintAt, type Path, type Problem } from './problem.ts'
import { readPermission } from './read-permission.ts'
import { ownerField } from './resolve.ts'

type Place = { readonly portal: Portal; readonly id: string; readonly workflow: Workflow }

const stateProblems = (
  { portal, id, workflow }: Place,
  key: string,
  { from, to }: Transition,
): readonly Problem[] => {
  const path: Path = ['workflows', id, 'transitions', key]
  const name = transitionName(portal, id, key)
  const fromProblems = from.flatMap((state, index): readonly Problem[] => {
    const declared = own(workflow.states, state)
    if (!declared)
      return [
        errorAt(
          'unknown-state',
          [...path, 'from', index],
          `${name} begins at a stage "${state}" that does not exist.`,
        ),
      ]
    if (!declared.ends) return []
    return [
      errorAt(
        'from-an-end',
        [...path, 'from', index],
        `${name} begins at ${stateName(portal, id, state)}, where requests end.`,
      ),
    ]
  })
  if (to === undefined || own(workflow.states, to)) return fromProblems
  return [
    ...fromProblems,
    errorAt('unknown-state', [...path, 'to'], `${name} leads to a stage "${to}" that does not exist.`),
  ]
}

/** Nobody writes blindly: who may not read a field yet is given both. */
const letChange = (portal: Portal, role: string, table: string, field: string): Edit =>
  mayEver(portal, role, 'read', table, field)
    ? { kind: 'set-cell', role, table, field, verb: 'update', on: true }
    : { kind: 'set-cells', roles: [role], table, fields: [field], may: { read: true, update: true } }

/** What a role would write by taking a step, and may not. */
const changeProblems = (
  { portal, id, workflow: { table } }: Place,
  key: string,
  transition: Transition,
  role: string,
): readonly Problem[] => {
  const fields = own(portal.tables, table)?.fields
  const missing = (named: readonly string[] = []) =>
    named.filter(
      // What is worked out is never asked for, which is a problem of its own.
      (field) =>
        (own(fields, field)?.kind ?? 'computed') !== 'computed' &&
        !mayEver(portal, role, 'update', table, field),
    )
  const permit = (setting: 'asks' | 'clears', field: string, sentence: string) =>
    errorAt(
      'transition-without-update',
      ['workflows', id, 'transitions', key, setting],
      `${sentence}, which they may not change. Permit it first.`,
      { fix: letChange(portal, role, table, field) },
    )
  const [name, who] = [transitionName(portal, id, key), roleName(portal, role)]
  return [
    ...missing(transition.asks).map((field) =>
      permit('asks', field, `${name} asks ${who} for ${fieldName(portal, table, field)}`),
    ),
    ...missing(transition.clears).map((field) =>
      permit('clears', field, `With ${name}, ${who} leaves ${fieldName(portal, table, field)} blank`),
    ),
  ]
}

/** A transition grants nothing: whoever takes it must be permitted to see the request and to write what is asked. */
const roleProblems = (
  { portal, id, workflow }: Place,
  key: string,
  transition: Transition,
): readonly Problem[] => {
  const path: Path = ['workflows', id, 'transitions', key]
  const name = transitionName(portal, id, key)
  const { table } = workflow
  return transition.by.flatMap((role, index): readonly Problem[] => {
    if (role === 'system') return []
    const declared = own(portal.roles, role)
    if (!declared)
      return [
        errorAt(
          'unknown-role',
          [...path, 'by', index],
          `${name} is for a role "${role}" that does not exist.`,
        ),
      ]
    const problems: Problem[] = []
    if (!mayEver(portal, role, 'read', table)) {
      problems.push(
        errorAt(
          'transition-without-read',
          [...path, 'by', index],
          `${roleName(portal, role)} can take ${name} and may read nothing of ${tableName(portal, table)}. Permit it first.`,
          fixBy(readPermission(portal, role, table)),
        ),
      )
    }
    if (transition.assign === 'me' && declared.audience !== 'staff') {
      problems.push(
        errorAt(
          'assign-outside-staff',
          [...path, 'assign'],
          `${roleName(portal, role)} is not for staff, so no request can be given to them.`,
        ),
      )
    }
    return [...problems, ...changeProblems({ portal, id, workflow }, key, transition, role)]
  })
}

const systemProblems = (
  { portal, id, workflow }: Place,
  key: string,
  transition: Transition,
): readonly Problem[] => {
  if (!transition.by.includes('system')) return []
  const path: Path = ['workflows', id, 'transitions', key]
  const name = transitionName(portal, id, key)
  const problems: Problem[] = []
  if ((transition.asks ?? []).length > 0)
    problems.push(
      errorAt('system-asked', [...path, 'asks'], `The system takes ${name} and cannot answer questions.`),
    )
  if (transition['fresh-sign-in'] !== undefined)
    problems.push(
      errorAt('system-signs-in', [...path, 'fresh-sign-in'], `The system takes ${name} and cannot sign in.`),
    )
  if (transition.assign === 'me')
    problems.push(
      errorAt(
        'assign-outside-staff',
        [...path, 'assign'],
        `The system takes ${name}, so no request can be given to it.`,
      ),
    )
  const isUsed = Object.values(workflow.states).some(
    ({ due }) => due?.then === key || due?.['at 75%'] === key,
  )
  if (!isUsed && transition.by.length === 1)
    problems.push(
      hintAt(
        'system-never',
        path,
        `Only the system takes ${name}, and no stage is due with it, so it never happens.`,
      ),
    )
  return problems
}

/** A notice for a queue goes to the mailbox of the queue the request is in afterwards. */
const noticeProblems = (
  { portal, id, workflow }: Place,
  key: string,
  transition: Transition,
): readonly Problem[] => {
  if (transition.notice === undefined) return []
  const path: Path = ['workflows', id, 'transitions', key, 'notice']
  const notice = own(portal.notices, transition.notice)
  const name = transitionName(portal, id, key)
  if (!notice)
    return [
      errorAt('unknown-notice', path, `${name} sends a notice "${transition.notice}" that does not exist.`),
    ]
  if (notice.to === 'patient') {
    const hasPatient = own(portal.tables, workflow.table)?.patient !== undefined
    return hasPatient
      ? []
      : [
          errorAt(
            'notice-without-patient',
            path,
            `${noticeName(portal, transition.notice)} goes to the patient, and these requests belong to none.`,
          ),
        ]
  }
  const after = transition.to === undefined ? transition.from : [transition.to]
  return after.flatMap((state): readonly Problem[] => {
    const declared = own(workflow.states, state)
    if (!declared) return []
    const sends = `${name} sends ${noticeName(portal, transition.notice ?? '')} to the queue`
    if (declared.queue === undefined)
      return [
        errorAt(
          'notice-without-queue',
          path,
          `${sends}, and in ${stateName(portal, id, state)} the request is in none.`,
        ),
      ]
    const queue = own(portal.queues, declared.queue)
    if (!queue || queue.mailbox !== undefined) return []
    return [
      hintAt(
        'queue-without-mailbox',
        path,
        `${sends}, and ${queueName(portal, declared.queue)} has no mailbox, so nobody gets it.`,
      ),
    ]
  })
}

const askProblems = (
  { portal, id, workflow }: Place,
  key: string,
  transition: Transition,
): readonly Problem[] => {
  const fields = own(portal.tables, workflow.table)?.fields
  if (!fields) return []
  return (transition.asks ?? []).flatMap((field, index) =>
    own(fields, field)
      ? []
      : [
          errorAt(
            'unknown-field',
            ['workflows', id, 'transitions', key, 'asks', index],
            `${transitionName(portal, id, key)} asks for "${field}", which ${tableName(portal, workflow.table)} does not have.`,
          ),
        ],
  )
}

const clearProblems = (
  { portal, id, workflow }: Place,
  key: string,
  transition: Transition,
): readonly Problem[] => {
  const table = own(portal.tables, workflow.table)
  if (!table) return []
  const name = transitionName(portal, id, key)
  return (transition.clears ?? []).flatMap((field, index): readonly Problem[] => {
    const path: Path = ['workflows', id, 'transitions', key, 'clears', index]
    const called = fieldName(portal, workflow.table, field)
    if (!own(table.fields, field))
      return [
        errorAt(
          'unknown-field',
          path,
          `${name} leaves "${field}" blank, which ${tableName(portal, workflow.table)} does not have.`,
        ),
      ]
    if (transition.asks?.includes(field))
      return [
        errorAt('asked-and-cleared', path, `${name} asks for ${called} and leaves it blank. Choose one.`),
      ]
    return field === ownerField(table)
      ? [
          errorAt(
            'owner-cleared',
            path,
            `${name} leaves ${called} blank, so nobody would know whose request it is.`,
          ),
        ]
      : []
  })
}

/** Everything about the next steps of one workflow. */
export const checkTransitions = (portal: Portal, id: string, workflow: Workflow): readonly Problem[] => {
  const place = { portal, id, workflow }
  return Object.entries(workflow.transitions).flatMap(([key, transition]) => [
    ...stateProblems(place, key, transition),
    ...roleProblems(place, key, transition),
    ...systemProblems(place, key, transition),
    ...askProblems(place, key, transition),
    ...clearProblems(place, key, transition),
    ...noticeProblems(place, key, transition),
    ...conditionProblems(portal, {
      table: workflow.table,
      condition: transition['only-when'],
      path: ['workflows', id, 'transitions', key, 'only-when'],
      use: 'guard',
      roles: transition.by.filter((role) => role !== 'system'),
    }),
  ])
}

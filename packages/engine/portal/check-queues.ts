import { mayEver } from './grants.ts'
import { queueName, roleName, stateName, tableName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Queue } from './portal.ts'
import { errorAt, fixBy, hintAt, type Problem } from './problem.ts'
import { readPermission } from './read-permission.ts'

/** The states of all workflows that wait in a queue. */
const waiting = (portal: Portal, queue: string) =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    Object.entries(workflow.states)
      .filter(([, state]) => state.queue === queue)
      .map(([state]) => ({ id, workflow, state })),
  )

const roleProblems = (portal: Portal, id: string, queue: Queue): readonly Problem[] =>
  queue.roles.flatMap((role, index): readonly Problem[] => {
    const path = ['queues', id, 'roles', index]
    const declared = own(portal.roles, role)
    if (!declared)
      return [
        errorAt(
          'unknown-role',
          path,
          `${queueName(portal, id)} is for a role "${role}" that does not exist.`,
        ),
      ]
    if (declared.audience !== 'staff')
      return [
        errorAt(
          'queue-outside-staff',
          path,
          `${roleName(portal, role)} is not for staff, and only staff work in queues.`,
        ),
      ]
    const tables = new Set(waiting(portal, id).map(({ workflow }) => workflow.table))
    return [...tables]
      .filter((table) => own(portal.tables, table) && !mayEver(portal, role, 'read', table))
      .map((table) =>
        errorAt(
          'queue-without-read',
          path,
          `${roleName(portal, role)} works in ${queueName(portal, id)} and may read nothing of ${tableName(portal, table)}. Permit it first.`,
          fixBy(readPermission(portal, role, table)),
        ),
      )
  })

/** A request in a queue where none of its roles has a next step would wait for ever. */
const stuckHints = (portal: Portal, id: string, queue: Queue): readonly Problem[] =>
  waiting(portal, id).flatMap(({ id: workflow, workflow: declared, state }) => {
    if (own(declared.states, state)?.ends) return []
    const worked = Object.values(declared.transitions).some(
      (transition) =>
        transition.from.includes(state) && transition.by.some((role) => queue.roles.includes(role)),
    )
    if (worked) return []
    const sentence = `Nobody who works in ${queueName(portal, id)} has a next step for requests in ${stateName(portal, workflow, state)}.`
    return [hintAt('queue-nobody-works', ['workflows', workflow, 'states', state, 'queue'], sentence)]
  })

export const checkQueues = (portal: Portal): readonly Problem[] =>
  Object.entries(portal.queues).flatMap(([id, queue]) => [
    ...(waiting(portal, id).length > 0
      ? []
      : [
          hintAt('queue-unused', ['queues', id], `No request ever waits in ${queueName(portal, id)}.`, {
            fix: { kind: 'remove-queue', queue: id },
          }),
        ]),
    ...roleProblems(portal, id, queue),
    ...stuckHints(portal, id, queue),
  ])

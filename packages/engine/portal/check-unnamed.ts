import { mayEver } from './grants.ts'
import { identityFields, isOfPatients } from './identity.ts'
import { identityPermission } from './identity-permission.ts'
import { fieldName, roleName, tableName, workflowName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Workflow } from './portal.ts'
import { fixBy, hintAt, type Problem } from './problem.ts'

/** The staff who work on requests of a workflow: who takes a step, and who works in a queue they wait in. */
const handlersOf = (portal: Portal, workflow: Workflow): readonly string[] => {
  const takers = Object.values(workflow.transitions).flatMap(({ by }) => by)
  const waiting = Object.values(workflow.states).flatMap(({ queue }) =>
    queue === undefined ? [] : (own(portal.queues, queue)?.roles ?? []),
  )
  return [...new Set([...takers, ...waiting])].filter((role) => own(portal.roles, role)?.audience === 'staff')
}

/** Whoever works on the request of a patient without her name works for nobody. */
export const checkUnnamed = (portal: Portal): readonly Problem[] => {
  const identity = identityFields(portal)
  if (!identity) return []
  return Object.entries(portal.workflows).flatMap(([id, workflow]) => {
    if (!isOfPatients(portal, workflow.table)) return []
    return handlersOf(portal, workflow)
      .filter(
        (role) =>
          mayEver(portal, role, 'read', workflow.table) &&
          !mayEver(portal, role, 'read', identity.table, identity.name),
      )
      .map((role) =>
        hintAt(
          'handled-unnamed',
          ['roles', role],
          `${roleName(portal, role)} handles ${workflowName(portal, id)} and cannot read ${fieldName(portal, identity.table, identity.name)} of ${tableName(portal, identity.table)}, so nobody there sees whose it is.`,
          fixBy(identityPermission(portal, role, workflow.table)),
        ),
      )
  })
}

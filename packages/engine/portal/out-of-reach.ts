import { statesIn } from './cell-states.ts'
import { mayEver } from './grants.ts'
import { listed, roleName, tableName, workflowName } from './name.ts'
import { own } from './own.ts'
import type { Portal, Workflow } from './portal.ts'
import { errorAt, type Problem } from './problem.ts'

/** Open requests of one workflow that began with the same version. */
export type OpenRequests = { readonly portal: Portal; readonly workflow: string; readonly count: number }

/** By what open requests were reached, and are not any more. */
export type OutOfReach =
  | { readonly kind: 'workflow' }
  | {
      readonly kind: 'sight'
      readonly of: 'everybody' | 'patient' | 'staff'
      readonly roles: readonly string[]
    }

type Place = { readonly pinned: Portal; readonly workflow: Workflow; readonly portal: Portal }

const sees = ({ pinned, workflow: { table }, portal }: Place, role: string, state: string): boolean =>
  portal.permissions.some(
    (permission) =>
      permission.role === role &&
      permission.table === table &&
      permission.may.includes('read') &&
      (statesIn(pinned, table, permission.where)?.includes(state) ?? true),
  )

/** Who of the staff may take a next step from a stage, of those whose permissions let them. */
const takers = (place: Place, state: string): readonly string[] =>
  Object.values(place.workflow.transitions)
    .filter(({ from }) => from.includes(state))
    .flatMap(({ by, asks = [] }) =>
      by.filter(
        (role) =>
          own(place.pinned.roles, role)?.audience === 'staff' &&
          sees(place, role, state) &&
          asks.every((field) => mayEver(place.portal, role, 'update', place.workflow.table, field)),
      ),
    )

const patients = (place: Place, state: string): readonly string[] =>
  Object.entries(place.pinned.roles).flatMap(([role, { audience, proxy }]) =>
    audience === 'patient' && !proxy && sees(place, role, state) ? [role] : [],
  )

/** Who reached requests in some stage by the version they began with, where nobody of them would any more. */
const lost = (
  place: Place,
  reaching: (place: Place, state: string) => readonly string[],
): readonly string[] => {
  const before = { ...place, portal: place.pinned }
  const open = Object.keys(place.workflow.states).filter((state) => !place.workflow.states[state]?.ends)
  const roles = open.flatMap((state) => (reaching(place, state).length === 0 ? reaching(before, state) : []))
  return [...new Set(roles)]
}

/**
 * What a new version lacks by which the open requests of an earlier one are found, seen by their patients and moved by
 * the staff; null where all of that goes on. A table or role that is gone altogether is another problem.
 */
export const outOfReach = (pinned: Portal, id: string, portal: Portal): OutOfReach | null => {
  const workflow = own(pinned.workflows, id)
  if (!workflow || !own(portal.tables, workflow.table)) return null
  if (!Object.values(portal.workflows).some(({ table }) => table === workflow.table))
    return { kind: 'workflow' }
  const place = { pinned, workflow, portal }
  const [patient, staff] = [lost(place, patients), lost(place, takers)]
  if (patient.length + staff.length === 0) return null
  const of = staff.length === 0 ? 'patient' : patient.length === 0 ? 'staff' : 'everybody'
  return { kind: 'sight', of, roles: [...patient, ...staff] }
}

const whose = (of: 'everybody' | 'patient' | 'staff', isOne: boolean): string => {
  if (of === 'everybody') return "everybody's reach"
  if (of === 'staff') return 'the reach of everybody who can take a next step'
  return isOne ? "its patient's reach" : "their patients' reach"
}

/** The parts of a version without which open requests would be out of reach, in words. */
export const reachedBy = (
  portal: Portal,
  { workflow, portal: pinned }: Pick<OpenRequests, 'portal' | 'workflow'>,
  lack: OutOfReach,
): string => {
  const table = own(pinned.workflows, workflow)?.table ?? ''
  return lack.kind === 'workflow'
    ? `the workflow ${workflowName(pinned, workflow)}`
    : `what ${listed(lack.roles.map((role) => roleName(pinned, role)))} may do with ${tableName(portal, table)}`
}

/** Open requests that nobody could see or move once a draft is live: they must end first, or what leads to them must stay. */
export const reachProblems = (draft: Portal, open: readonly OpenRequests[]): readonly Problem[] => {
  const found = new Map<
    string,
    { readonly one: OpenRequests; readonly lack: OutOfReach; readonly count: number }
  >()
  for (const one of open) {
    const lack = outOfReach(one.portal, one.workflow, draft)
    if (lack === null) continue
    const key = JSON.stringify([one.workflow, lack])
    found.set(key, { one, lack, count: (found.get(key)?.count ?? 0) + one.count })
  }
  return [...found.values()].map(({ one, lack, count }) => {
    const isOne = count === 1
    const requests = `${String(count)} open ${isOne ? 'request' : 'requests'} of ${workflowName(one.portal, one.workflow)}`
    const reach = lack.kind === 'workflow' ? whose('everybody', isOne) : whose(lack.of, isOne)
    const path =
      lack.kind === 'workflow'
        ? ['workflows', one.workflow]
        : ['tables', own(one.portal.workflows, one.workflow)?.table ?? '']
    return errorAt(
      'open-requests-out-of-reach',
      path,
      `${requests} would be out of ${reach}: finish ${isOne ? 'it' : 'them'} first, or keep ${reachedBy(draft, one, lack)} until then.`,
    )
  })
}

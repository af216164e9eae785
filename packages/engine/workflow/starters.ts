import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'

/** Whether somebody with these roles can begin a request of a workflow. */
export const mayStart = (portal: Portal, workflow: string, roles: readonly string[]): boolean =>
  own(portal.workflows, workflow)?.start.by.some((role) => roles.includes(role)) ?? false

/** The workflows somebody with these roles can begin a request of. */
export const startable = (portal: Portal, roles: readonly string[]): readonly string[] =>
  Object.keys(portal.workflows).filter((workflow) => mayStart(portal, workflow, roles))

/**
 * Of each workflow the staff's roles that begin requests for callers: they speak to patients, and are asked when a message
 * reached nobody. A workflow that none of them begins is left out.
 */
export const staffStarters = (portal: Portal): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(portal.workflows).flatMap(([id, { start }]) => {
      const staff = start.by.filter((role) => own(portal.roles, role)?.audience === 'staff')
      return staff.length === 0 ? [] : [[id, staff] as const]
    }),
  )

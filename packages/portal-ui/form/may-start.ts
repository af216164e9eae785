import type { Portal } from '../call/api.ts'

export const mayStart = (portal: Portal, workflow: string, roles: readonly string[]): boolean =>
  portal.workflows[workflow]?.start.by.some((role) => roles.includes(role)) ?? false

/** The workflows somebody with these roles can begin a request of. */
export const startable = (portal: Portal, roles: readonly string[]): readonly string[] =>
  Object.keys(portal.workflows).filter((workflow) => mayStart(portal, workflow, roles))

import type { Portal } from './portal.ts'

/** Whether records of a table are requests, with a state, a queue and the rest. */
export const isWorkflowTable = (portal: Portal, table: string): boolean =>
  Object.values(portal.workflows).some((workflow) => workflow.table === table)

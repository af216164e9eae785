import type { Portal } from '@portico/engine/portal/portal'

/** The tables that can have a workflow and have none: people are no requests. */
export const freeTables = (portal: Portal): readonly string[] =>
  Object.entries(portal.tables)
    .filter(
      ([id, table]) =>
        !table.people && Object.values(portal.workflows).every((workflow) => workflow.table !== id),
    )
    .map(([id]) => id)

import type { Portal } from './portal.ts'

/** The roles that fill a form, through the workflows that start with it. */
export const rolesFilling = (portal: Portal, form: string): readonly string[] => [
  ...new Set(
    Object.values(portal.workflows).flatMap((workflow) =>
      workflow.start.form === form ? workflow.start.by : [],
    ),
  ),
]

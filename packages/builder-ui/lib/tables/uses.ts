import type { Portal } from '@portico/engine/portal/portal'
import { formLabel, roleLabel, transitionLabel, workflowLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** Where a field is used, in words: what Dana should know before she takes it away. */
export const usesOf = (portal: Portal, table: string, field: string): readonly string[] => {
  const forms = Object.entries(portal.forms)
    .filter(([, form]) => form.table === table && form.questions.some((question) => question.ask === field))
    .map(([id]) => words.tables.usedInForm(formLabel(portal, id)))
  const roles = portal.permissions
    .filter((permission) => permission.table === table && permission.fields.includes(field))
    .map((permission) => words.tables.usedByRole(roleLabel(portal, permission.role)))
  const transitions = Object.entries(portal.workflows)
    .filter(([, workflow]) => workflow.table === table)
    .flatMap(([id, workflow]) =>
      Object.entries(workflow.transitions)
        .filter(([, transition]) => transition.asks?.includes(field))
        .map(([name]) =>
          words.tables.usedInStep(transitionLabel(portal, id, name), workflowLabel(portal, id)),
        ),
    )
  return [...new Set([...forms, ...roles, ...transitions])]
}

import { clauseOf, pathsOf, type Condition } from '@portico/engine/access/condition'
import type { Portal } from '@portico/engine/portal/portal'
import { formLabel, roleLabel, workflowLabel } from '#lib/draft/label.ts'
import { stepLabel } from '#lib/draft/step-label.ts'
import { words } from '#lib/words.ts'

/** Whether a condition's path over records of one table steps on a field of another, or of the same. */
const leadsOver = (portal: Portal, on: string, path: string, table: string, field: string): boolean => {
  const [first = '', ...rest] = path.split('.')
  if (on === table && first === field) return true
  const to = portal.tables[on]?.fields[first]?.to
  return to !== undefined && rest.length > 0 && leadsOver(portal, to, rest.join('.'), table, field)
}

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
        .map(([name]) => words.tables.usedInStep(stepLabel(portal, id, name), workflowLabel(portal, id))),
    )
  const reads = (on: string, condition: Condition | undefined): boolean =>
    pathsOf(clauseOf(condition)).some((path) => leadsOver(portal, on, path, table, field))
  const reached = portal.permissions
    .filter((permission) => reads(permission.table, permission.where))
    .map((permission) => words.tables.usedInReach(roleLabel(portal, permission.role)))
  const asked = Object.entries(portal.forms)
    .filter(([, form]) => form.questions.some((question) => reads(form.table, question['only-when'])))
    .map(([id]) => words.tables.usedInQuestion(formLabel(portal, id)))
  const guarded = Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    Object.entries(workflow.transitions)
      .filter(([, transition]) => reads(workflow.table, transition['only-when']))
      .map(([name]) => words.tables.usedInGuard(stepLabel(portal, id, name), workflowLabel(portal, id))),
  )
  return [...new Set([...forms, ...roles, ...transitions, ...reached, ...asked, ...guarded])]
}

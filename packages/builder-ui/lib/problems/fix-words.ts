import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import {
  fieldLabel,
  formLabel,
  noticeLabel,
  queueLabel,
  roleLabel,
  sectionLabel,
  stateLabel,
  tableLabel,
} from '#lib/draft/label.ts'
import { cellVerbs } from '#lib/access/cell.ts'
import { words } from '#lib/words.ts'

const removalWords = (portal: Portal, fix: Edit): string | null => {
  const { fixes } = words.problems
  if (fix.kind === 'remove-form') return fixes.remove(formLabel(portal, fix.form))
  if (fix.kind === 'remove-queue') return fixes.remove(queueLabel(portal, fix.queue))
  if (fix.kind === 'remove-notice') return fixes.remove(noticeLabel(portal, fix.notice))
  if (fix.kind === 'remove-state') return fixes.remove(stateLabel(portal, fix.workflow, fix.state))
  if (fix.kind === 'remove-question') return fixes.question
  if (fix.kind === 'remove-check') return fixes.check
  if (fix.kind === 'remove-section') return fixes.remove(sectionLabel(portal, fix.form, fix.section))
  return fix.kind === 'remove-permission' ? fixes.permission : null
}

/** What one click would do, so that nobody presses "mend it" blindly. */
export const fixWords = (portal: Portal, fix: Edit): string => {
  const { fixes } = words.problems
  if (fix.kind === 'set-cell') {
    const field = fieldLabel(portal, fix.table, fix.field)
    return fixes.let(roleLabel(portal, fix.role), fixes.verbs[fix.verb], field)
  }
  if (fix.kind === 'set-cells') {
    const verbs = cellVerbs.filter((verb) => fix.may[verb]).map((verb) => fixes.verbs[verb])
    const fields = fix.fields.map((field) => fieldLabel(portal, fix.table, field))
    return fixes.let(
      words.list(fix.roles.map((role) => roleLabel(portal, role))),
      words.list(verbs),
      words.list(fields),
    )
  }
  if (fix.kind === 'add-permission') {
    const { role, table, may } = fix.permission
    if (may.includes('create')) return fixes.letAdd(roleLabel(portal, role), tableLabel(portal, table))
    if (portal.tables[table]?.people) return fixes.letKnow(roleLabel(portal, role))
    return fixes.letRead(roleLabel(portal, role), tableLabel(portal, table))
  }
  if (fix.kind === 'change-field' && fix.set.class !== undefined)
    return fixes.setClass(words.classes[fix.set.class].name)
  if (fix.kind === 'change-transition') return fix.set.by === undefined ? fixes.from : fixes.system
  if (fix.kind === 'settle-words') return fixes.stillRight
  if (fix.kind === 'change-check') return fixes.tellThere
  if (fix.kind === 'move-question') return fixes.intoSection
  if (fix.kind === 'change-question') return fixes.beginsBlank
  return removalWords(portal, fix) ?? words.problems.fix
}

import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import {
  fieldLabel,
  formLabel,
  noticeLabel,
  queueLabel,
  roleLabel,
  stateLabel,
  tableLabel,
} from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** What one click would do, so that nobody presses "mend it" blindly. */
export const fixWords = (portal: Portal, fix: Edit): string => {
  const { fixes } = words.problems
  switch (fix.kind) {
    case 'set-cell':
      return fixes.let(
        roleLabel(portal, fix.role),
        fixes.verbs[fix.verb],
        fieldLabel(portal, fix.table, fix.field),
      )
    case 'add-permission':
      return fixes.letRead(roleLabel(portal, fix.permission.role), tableLabel(portal, fix.permission.table))
    case 'change-field':
      return fix.set.class === undefined
        ? words.problems.fix
        : fixes.setClass(words.classes[fix.set.class].name)
    case 'change-transition':
      return fix.set.by === undefined ? fixes.from : fixes.system
    case 'remove-form':
      return fixes.remove(formLabel(portal, fix.form))
    case 'remove-queue':
      return fixes.remove(queueLabel(portal, fix.queue))
    case 'remove-notice':
      return fixes.remove(noticeLabel(portal, fix.notice))
    case 'remove-state':
      return fixes.remove(stateLabel(portal, fix.workflow, fix.state))
    case 'remove-question':
      return fixes.question
    case 'remove-permission':
      return fixes.permission
    default:
      return words.problems.fix
  }
}

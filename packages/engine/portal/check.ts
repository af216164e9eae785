import { checkComputed } from './check-computed.ts'
import { checkFills } from './check-fills.ts'
import { checkForms } from './check-forms.ts'
import { checkHours } from './check-hours.ts'
import { checkLabels } from './check-labels.ts'
import { checkLanguage } from './check-language.ts'
import { checkLook } from './check-look.ts'
import { checkNotices } from './check-notices.ts'
import { checkOutOfDate } from './out-of-date.ts'
import { checkPermissions } from './check-permissions.ts'
import { checkQueues } from './check-queues.ts'
import { checkRehearsals } from './check-rehearsals.ts'
import { checkRoles } from './check-roles.ts'
import { checkTables } from './check-tables.ts'
import { checkUnadded } from './check-unadded.ts'
import { checkUnnamed } from './check-unnamed.ts'
import { checkUnread } from './check-unread.ts'
import { checkWorkflows } from './check-workflows.ts'
import type { Portal } from './portal.ts'
import type { Problem } from './problem.ts'

/** Everything that keeps a portal from being published, then hints. Never throws. */
export const check = (portal: Portal): readonly Problem[] => {
  const problems = [
    checkHours,
    checkLook,
    checkTables,
    checkComputed,
    checkFills,
    checkLabels,
    checkRoles,
    checkPermissions,
    checkUnread,
    checkUnadded,
    checkUnnamed,
    checkForms,
    checkQueues,
    checkWorkflows,
    checkNotices,
    checkRehearsals,
    checkLanguage,
    checkOutOfDate,
  ].flatMap((part) => part(portal))
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity === 'hint'),
  ]
}

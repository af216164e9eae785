import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { labelOf, type Language } from './text.ts'

/** What roles are called. One that is not declared any more goes by the words of its id. */
export const roleLabels = (
  portal: Portal,
  roles: readonly string[],
  language: Language = 'en',
): readonly string[] => roles.map((role) => labelOf(role, own(portal.roles, role), language))

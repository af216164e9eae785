import { own } from './own.ts'
import type { Portal } from './portal.ts'
import { labelOf, type Language } from './text.ts'

/** What a role is called. One that is not declared any more goes by the words of its id. */
export const roleLabel = (portal: Portal, role: string, language: Language = 'en'): string =>
  labelOf(role, own(portal.roles, role), language)

export const roleLabels = (
  portal: Portal,
  roles: readonly string[],
  language?: Language,
): readonly string[] => roles.map((role) => roleLabel(portal, role, language))

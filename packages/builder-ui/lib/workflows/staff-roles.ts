import type { Portal } from '@portico/engine/portal/portal'
import { roleLabel } from '#lib/draft/label.ts'

/** Only staff work in queues. */
export const staffRoles = (portal: Portal): readonly { readonly value: string; readonly label: string }[] =>
  Object.entries(portal.roles)
    .filter(([, { audience }]) => audience === 'staff')
    .map(([value]) => ({ value, label: roleLabel(portal, value) }))

import type { Portal } from '@portico/engine/portal/portal'
import { roleLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** Who may take a step: every role, and Portico itself when a time is over. */
export const takers = (portal: Portal): readonly { readonly value: string; readonly label: string }[] => [
  ...Object.keys(portal.roles).map((value) => ({ value, label: roleLabel(portal, value) })),
  { value: 'system', label: words.workflows.system },
]

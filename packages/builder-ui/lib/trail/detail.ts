import type { Entry } from '@portico/engine/trail/entry'
import type { Portal } from '@portico/engine/portal/portal'
import { noticeLabel, roleLabel, transitionLabel } from '#lib/draft/label.ts'
import { words } from '#lib/words.ts'

/** The transition, notice or role of an entry by its label; anything else by its id. */
export const detailInWords = (portal: Portal, { verb, detail, table }: Entry): string => {
  if (detail === null) return ''
  if (verb === 'notice') return `“${noticeLabel(portal, detail)}”`
  if (verb === 'grant-role' || verb === 'revoke-role') return `“${roleLabel(portal, detail)}”`
  if (verb === 'build') return `(${words.trail.building[detail] ?? detail})`
  if (verb !== 'transition') return `(${detail})`
  const workflow = Object.entries(portal.workflows).find(([, declared]) => declared.table === table)?.[0]
  return `“${transitionLabel(portal, workflow ?? '', detail)}”`
}

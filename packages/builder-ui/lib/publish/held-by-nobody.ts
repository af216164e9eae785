import type { Portal } from '@portico/engine/portal/portal'
import { roleLabel } from '#lib/draft/label.ts'
import type { Reviewed } from './group-changes.ts'

/** The new roles that nobody holds yet, by name, as the review counted them. */
export const heldByNobody = (portal: Portal, changes: readonly Reviewed[]): readonly string[] =>
  changes.flatMap(({ kind, path, reach }) =>
    kind === 'add-role' && reach?.startsWith('Nobody') ? [roleLabel(portal, String(path[1]))] : [],
  )

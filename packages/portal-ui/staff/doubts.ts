import { isEncrypted } from '@portico/engine/field/stored'
import { goesBy } from '@portico/engine/record/goes-by'
import type { Typed } from '@portico/engine/workflow/answers'
import { isWithinHours } from '@portico/engine/workflow/within-hours'
import { api, type Portal } from '../call/api.ts'

/** What may be a slip, and may be meant: it is asked about once and then done. */
export type Doubt = 'same' | 'closed'
type Compared = { readonly field: string; readonly in: (string | null)[] }

/** What makes two lines of a list the same: what they go by, and for a time also where and with whom. */
const comparedBy = (portal: Portal, table: string, typed: Typed): readonly Compared[] => {
  const fields = portal.tables[table]?.fields ?? {}
  const name = goesBy(portal, table) ?? ''
  const value = typed[name]?.trim() ?? ''
  const named = fields[name]
  if (value === '' || named === undefined || isEncrypted(named)) return []
  const beside =
    named.kind === 'date-time' ? Object.keys(typed).filter((id) => fields[id]?.to !== undefined) : []
  return [name, ...beside].slice(0, 5).map((field) => ({ field, in: [typed[field]?.trim() || null] }))
}

/** Asked of what is about to be saved: `changed` are the fields that are different from what was there before. */
export const doubtsOf = async (
  portal: Portal,
  table: string,
  own: string | null,
  typed: Typed,
  changed: readonly string[],
): Promise<readonly Doubt[]> => {
  const compared = comparedBy(portal, table, typed)
  if (!compared.some(({ field }) => changed.includes(field))) return []
  const { records } = await api.records.list.query({ table, where: [...compared], size: 2 })
  const at = compared[0]?.in[0] ?? ''
  const isTime = portal.tables[table]?.fields[compared[0]?.field ?? '']?.kind === 'date-time'
  return [
    ...(records.some(({ id }) => id !== own) ? (['same'] as const) : []),
    ...(isTime && !isWithinHours(portal, at) ? (['closed'] as const) : []),
  ]
}

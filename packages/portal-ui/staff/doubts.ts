import type { Writing } from '@portico/engine/record/fields-to-write'
import type { Typed } from '@portico/engine/workflow/answers'
import { isWithinHours } from '@portico/engine/workflow/within-hours'
import { api } from '../call/api.ts'
import { comparedBy, mayCompare, type Compared } from './compared-by.ts'

/** What may be a slip, and may be meant: it is asked about once and then done. */
export type Doubt = 'same' | 'closed'

const isThere = async (table: string, compared: readonly Compared[], own: string | null) => {
  const { records } = await api.records.list.query({ table, where: [...compared], size: 2 })
  return records.some(({ id }) => id !== own)
}

/** Asked of what is about to be saved: `changed` are the fields that are different from what was there before. */
export const doubtsOf = async (
  writing: Writing,
  own: string | null,
  typed: Typed,
  changed: readonly string[],
): Promise<readonly Doubt[]> => {
  const { portal, table } = writing
  const compared = comparedBy(portal, table, typed)
  if (!compared.some(({ field }) => changed.includes(field))) return []
  const isSame = mayCompare(writing, compared) && (await isThere(table, compared, own))
  const isTime = portal.tables[table]?.fields[compared[0]?.field ?? '']?.kind === 'date-time'
  const isClosed = isTime && !isWithinHours(portal, compared[0]?.in[0] ?? '')
  return [...(isSame ? (['same'] as const) : []), ...(isClosed ? (['closed'] as const) : [])]
}

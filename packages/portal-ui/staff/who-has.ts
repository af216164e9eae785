import type { RecordId } from '@portico/engine/brand'
import { api } from '../call/api.ts'
import { isMissing } from '../call/failure.ts'
import type { ShownRecord } from '../render/record.ts'

/** A field through which a line of a list is had, and the table it stands in. */
export type Once = { readonly table: string; readonly field: string }

/** What has this line of a list; null where nobody may see it who asks. What she may not read is passed over. */
export const whoHas = async (
  line: ShownRecord,
  by: readonly Once[],
): Promise<{ readonly table: string; readonly id: RecordId } | null> => {
  for (const { table, field } of by) {
    const id = await foundIn(table, field, line.id)
    if (id !== null) return { table, id }
  }
  return null
}

const foundIn = (table: string, field: string, id: string): Promise<RecordId | null> =>
  api.records.list.query({ table, where: [{ field, in: [id] }], size: 1 }).then(
    ({ records }) => records[0]?.id ?? null,
    (error: unknown) => {
      if (isMissing(error)) return null
      throw error
    },
  )

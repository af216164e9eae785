import { z } from 'zod'
import type { RecordFacts } from '@portico/engine/access/ability'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const recordId = z.string().refine(isRecordId)
const factsSchema = z.object({
  record: recordId,
  owner: recordId.nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** What decides whether each of these records may leave, for the one who has the power for it. */
export const factsToExport = async (
  transaction: Transaction,
  table: string,
  records: readonly RecordId[],
): Promise<ReadonlyMap<string, RecordFacts>> => {
  const { rows } = await transaction.query('select * from portico.facts_to_export($1, $2)', [table, records])
  return new Map(
    rows.map((row) => {
      const { record, owner, facts } = factsSchema.parse(row)
      return [record, { owner, facts }] as const
    }),
  )
}

/** Whether it was written: no when the sign-in is older than that, and then nothing leaves. */
export const writeExport = async (
  transaction: Transaction,
  {
    table,
    records,
    fields,
  }: { readonly table: string; readonly records: readonly string[]; readonly fields: readonly string[] },
  freshMinutes: number,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ written: boolean }>(
    'select portico.write_export($1, $2, $3, $4) as written',
    [table, records, fields, freshMinutes],
  )
  return rows[0]?.written ?? false
}

/** The practice's day, by which conditions are decided. */
export const todayOf = async (transaction: Transaction): Promise<string> => {
  const { rows } = await transaction.query<{ today: string }>('select portico.today() as today')
  return z.iso.date().parse(rows[0]?.today)
}

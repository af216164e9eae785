import { z } from 'zod'
import type { FieldValue } from '@portico/engine/access/condition'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import type { Field } from '@portico/engine/portal/portal'
import { attachmentRows, type AttachmentRow } from './attachment-store.ts'
import { columnType } from './column.ts'
import type { Transaction } from './transaction.ts'

const rowSchema = z.object({
  id: z.string(),
  field: z.string(),
  sealed: z.instanceof(Buffer).nullable(),
  plain: z.string().nullable(),
  /** When it was replaced, in which of the request's versions, and by whom. */
  at: z.string(),
  step: z.number().nullable(),
  audience: z.enum(['patient', 'staff', 'system']),
  account: z.string().nullable(),
  person: z.string().refine(isRecordId).nullable(),
})
/** What a cell held before it was changed: of those cells alone that the actor sees now. */
export type EarlierRow = z.infer<typeof rowSchema>

const rowsOf = (rows: readonly unknown[]): readonly EarlierRow[] => rows.map((row) => rowSchema.parse(row))

/** Oldest first, with the entry that says it was read. */
export const readEarlierRows = async (
  transaction: Transaction,
  table: string,
  record: RecordId,
): Promise<readonly EarlierRow[]> =>
  rowsOf((await transaction.query('select * from portico.read_earlier($1, $2)', [table, record])).rows)

/** One of them, for the change that puts it back; null when there is none for this actor. */
export const earlierRow = async (
  transaction: Transaction,
  table: string,
  record: RecordId,
  id: string,
): Promise<EarlierRow | null> =>
  rowsOf(
    (
      await transaction.query('select * from portico.earlier_of($1, $2) where id = $3::bigint', [
        table,
        record,
        id,
      ])
    ).rows,
  )[0] ?? null

export const earlierAttachments = async (
  transaction: Transaction,
  table: string,
  record: RecordId,
): Promise<readonly AttachmentRow[]> =>
  attachmentRows(
    (await transaction.query('select * from portico.earlier_attachments($1, $2)', [table, record])).rows,
  )

export const openEarlierAttachmentRow = async (
  transaction: Transaction,
  table: string,
  record: RecordId,
  id: string,
): Promise<AttachmentRow | null> =>
  attachmentRows(
    (
      await transaction.query('select * from portico.open_earlier_attachment($1, $2, $3::bigint)', [
        table,
        record,
        id,
      ])
    ).rows,
  )[0] ?? null

/** What lay plainly in a column was kept as text; this is the value it was. */
export const plainValue = (field: Field, text: string | null): FieldValue => {
  if (text === null) return null
  switch (columnType(field)) {
    case 'numeric':
      return Number(text)
    case 'boolean':
      return text === 'true'
    case 'timestamptz':
      return new Date(text).toISOString()
    case 'text':
    case 'date':
    case 'uuid':
    case 'bytea':
      return text
  }
}

export type PuttingBack = {
  readonly table: string
  readonly id: RecordId
  readonly field: string
  readonly version: number
  readonly key: string
  readonly inputHash: Buffer
}

/** After the cell was changed in this transaction: the step, the entry and the key. Answers the request's new version. */
export const valuePutBack = async (
  transaction: Transaction,
  { table, id, field, version, key, inputHash }: PuttingBack,
): Promise<number> => {
  const { rows } = await transaction.query<{ version: number }>(
    'select portico.value_put_back($1, $2, $3, $4, $5, $6) as version',
    [table, id, field, version, key, inputHash],
  )
  return z.number().parse(rows[0]?.version)
}

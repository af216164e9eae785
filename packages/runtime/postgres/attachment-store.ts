import type { Pool } from 'pg'
import { z } from 'zod'
import { isAttachmentId, isRecordId, type AttachmentId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const attachmentId = z.string().refine(isAttachmentId)

/** What is known of a file that is here. Its name and its key are sealed under the patient's key. */
const rowSchema = z.object({
  id: attachmentId,
  patient: z.string().refine(isRecordId),
  table_id: z.string(),
  field: z.string(),
  file: z.string(),
  name: z.instanceof(Buffer),
  key: z.instanceof(Buffer),
  type: z.enum(['pdf', 'jpeg', 'png', 'text']),
  size: z.number(),
  status: z.enum(['waiting', 'clean', 'refused']),
})
export type AttachmentRow = z.infer<typeof rowSchema>

const columns = Object.keys(rowSchema.shape).join(', ')

export const attachmentRows = (rows: readonly unknown[]): readonly AttachmentRow[] =>
  rows.map((row) => rowSchema.parse(row))

/** What a new file is for: a field of a record that is there, or of one that is to be about this patient. */
export type AttachmentPlace = {
  readonly table: string
  readonly field: string
  readonly record: RecordId | null
  readonly patient: RecordId | null
}

/** Who sends it, in roles, and the patient it would be about: null when that is nobody this actor may know. */
export const attachmentSender = async (
  transaction: Transaction,
  { table, record, patient }: AttachmentPlace,
  people: string,
): Promise<{ readonly roles: readonly string[]; readonly patient: RecordId | null }> => {
  const { rows } = await transaction.query<{ roles: string[]; patient: string | null }>(
    'select portico.actor_roles() as roles, portico.attachment_patient($1, $2, $3, $4) as patient',
    [table, record, patient, people],
  )
  const found = rows[0]?.patient ?? null
  return { roles: rows[0]?.roles ?? [], patient: found !== null && isRecordId(found) ? found : null }
}

const roomSchema = z.enum(['begun', 'busy', 'too-many'])

export const beginAttachment = async (
  transaction: Transaction,
  id: AttachmentId,
  file: string,
  { table, field }: AttachmentPlace,
  patient: RecordId,
): Promise<z.infer<typeof roomSchema>> => {
  const { rows } = await transaction.query<{ room: string }>(
    'select portico.begin_attachment($1, $2, $3, $4, $5) as room',
    [id, file, table, field, patient],
  )
  return roomSchema.parse(rows[0]?.room)
}

export type Arrived = Pick<AttachmentRow, 'file' | 'name' | 'key' | 'type' | 'size'>

export const attachmentArrived = async (
  transaction: Transaction,
  id: AttachmentId,
  { file, name, key, type, size }: Arrived,
): Promise<boolean> => {
  const { rows } = await transaction.query<{ arrived: boolean }>(
    'select portico.attachment_arrived($1, $2, $3, $4, $5, $6) as arrived',
    [id, file, name, key, type, size],
  )
  return rows[0]?.arrived ?? false
}

/** Forgets an own file that is not sent yet, and tells under which name it lies; null when there is none. */
export const dropAttachmentRow = async (
  transaction: Transaction,
  id: AttachmentId,
): Promise<string | null> => {
  const { rows } = await transaction.query<{ file: string | null }>(
    'select portico.drop_attachment($1) as file',
    [id],
  )
  return rows[0]?.file ?? null
}

export const ownAttachments = async (
  transaction: Transaction,
  ids: readonly AttachmentId[],
): Promise<readonly AttachmentRow[]> =>
  attachmentRows((await transaction.query(`select ${columns} from portico.own_attachments($1)`, [ids])).rows)

/** That the names of own files which are not sent yet were read: one entry for each table they are for. */
export const writeOwnRead = async (transaction: Transaction, ids: readonly AttachmentId[]): Promise<void> => {
  await transaction.query(
    `select portico.entry_read('list', o.table_id, null, array_remove(array_agg(distinct o.patient), null), array_agg(distinct o.field), null)
     from portico.own_attachments($1) o group by o.table_id`,
    [ids],
  )
}

export const keepAttachments = async (
  transaction: Transaction,
  ids: readonly AttachmentId[],
): Promise<void> => {
  await transaction.query('select portico.keep_attachments($1)', [ids])
}

/** In the transaction of the read that showed the record: what it says of its files. */
export const attachmentsOn = async (
  transaction: Transaction,
  table: string,
  record: RecordId,
  fields: readonly string[],
): Promise<readonly AttachmentRow[]> =>
  attachmentRows(
    (
      await transaction.query(`select ${columns} from portico.attachments_on($1, $2, $3)`, [
        table,
        record,
        fields,
      ])
    ).rows,
  )

/** Through the cell view, with the entry, in one statement. */
export const openAttachmentRow = async (
  transaction: Transaction,
  table: string,
  field: string,
  record: RecordId,
): Promise<AttachmentRow | null> => {
  const { rows } = await transaction.query(`select ${columns} from portico.open_attachment($1, $2, $3)`, [
    table,
    field,
    record,
  ])
  return attachmentRows(rows)[0] ?? null
}

export const openOwnAttachmentRow = async (
  transaction: Transaction,
  id: AttachmentId,
): Promise<AttachmentRow | null> => {
  const { rows } = await transaction.query(`select ${columns} from portico.open_own_attachment($1)`, [id])
  return attachmentRows(rows)[0] ?? null
}

const toScanSchema = rowSchema.pick({ id: true, file: true, key: true })
export type ToScan = z.infer<typeof toScanSchema>

/** What waits for a verdict, leased to the one who asks. */
export const attachmentsToScan = async (pool: Pool, size: number): Promise<readonly ToScan[]> => {
  const { rows } = await pool.query('select * from portico.attachments_to_scan($1)', [size])
  return rows.map((row) => toScanSchema.parse(row))
}

/** Counts a try that failed by the file itself; whether it was the last, and the file counts as refused now. */
export const scanFailed = async (pool: Pool, id: AttachmentId): Promise<boolean> => {
  const { rows } = await pool.query<{ refused: boolean }>('select portico.scan_failed($1) as refused', [id])
  return rows[0]?.refused ?? false
}

/** The scanner is away: it is nobody's fault, and not counted. */
export const scanLater = async (pool: Pool, id: AttachmentId): Promise<void> => {
  await pool.query('select portico.scan_later($1)', [id])
}

export const writeVerdict = async (pool: Pool, id: AttachmentId, isClean: boolean): Promise<void> => {
  await pool.query('select portico.attachment_verdict($1, $2)', [id, isClean])
}

/** Forgets what nobody sent in time, and tells under which names it lies. */
export const sweepAttachmentRows = async (pool: Pool, size: number): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ file: string }>(
    'select f as file from portico.sweep_attachments($1) f',
    [size],
  )
  return rows.map(({ file }) => file)
}

/** Those of these names under which something lies that is still known. */
export const knownFiles = async (pool: Pool, names: readonly string[]): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ file: string }>('select f as file from portico.known_files($1) f', [
    names,
  ])
  return new Set(rows.map(({ file }) => file))
}

import { randomUUID } from 'node:crypto'
import { fileNameOf } from '@portico/engine/attachment/file-name'
import type { FileType } from '@portico/engine/attachment/file-type'
import { isAttachmentId, type AttachmentId } from '@portico/engine/brand'
import type { Portal } from '@portico/engine/portal/portal'
import type { AnswerProblem, Refusal } from '@portico/engine/refusal'
import type { Values } from '@portico/engine/workflow/answers'
import { fileKeyOf, type FileKey } from '../keys/framed-file.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { keyIdOf, open, seal, type DataKey } from '../keys/sealed-value.ts'
import { ownAttachments, type AttachmentRow } from '../postgres/attachment-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

/** What a screen says of a file. */
export type AttachmentAnswer = {
  readonly id: AttachmentId
  readonly name: string
  readonly type: Exclude<FileType, 'heic'>
  readonly size: number
  /** Being checked, ready to be opened, or refused by the check. */
  readonly status: 'waiting' | 'clean' | 'refused'
}

export const newAttachmentId = (): AttachmentId => {
  const id = randomUUID()
  if (!isAttachmentId(id)) throw new Error('a random id is an id')
  return id
}

/** Portico's own place for what belongs to a file: no declared table can be called this. */
const place = (field: 'name' | 'key', id: AttachmentId) => ({
  table: 'portico.attachment',
  field,
  record: id,
})

/** Name and key of a file, sealed under the key of the patient it is about. */
export const sealedFacts = (
  id: AttachmentId,
  name: string,
  key: FileKey,
  patientKey: DataKey,
): { readonly name: Buffer; readonly key: Buffer } => ({
  name: seal(name, place('name', id), patientKey),
  key: seal(key.text, place('key', id), patientKey),
})

const openedText = async (
  sealed: Buffer,
  of: ReturnType<typeof place>,
  keyRing: KeyRing,
): Promise<string | null> => {
  const key = (await keyRing.keysOf([keyIdOf(sealed)])).get(keyIdOf(sealed))
  return key ? String(open(sealed, of, key)) : null
}

/** Null when the patient's key was destroyed: then the file is gone as well. */
export const openedKey = async (
  { id, key }: Pick<AttachmentRow, 'id' | 'key'>,
  keyRing: KeyRing,
): Promise<FileKey | null> => {
  const text = await openedText(key, place('key', id), keyRing)
  return text === null ? null : fileKeyOf(text)
}

export const attachmentAnswer = async (
  { id, name, type, size, status }: AttachmentRow,
  keyRing: KeyRing,
): Promise<AttachmentAnswer> => ({
  id,
  name: fileNameOf((await openedText(name, place('name', id), keyRing)) ?? '', type),
  type,
  size,
  status,
})

export const attachmentFields = (portal: Portal, table: string): readonly string[] =>
  Object.entries(portal.tables[table]?.fields ?? {}).flatMap(([id, { kind }]) =>
    kind === 'attachment' ? [id] : [],
  )

/** The files among what was typed or answered: ids only, anything else is no file. */
export const attachmentIds = (
  values: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): readonly AttachmentId[] =>
  fields.flatMap((field) => {
    const value = values[field]
    return typeof value === 'string' && isAttachmentId(value) ? [value] : []
  })

/**
 * What is wrong with the files of an answer, in words for the one who gave it. The database refuses the same again when
 * the record gets them.
 */
export const refusedFiles = async (
  transaction: Transaction,
  portal: Portal,
  table: string,
  values: Values,
): Promise<Refusal | null> => {
  const fields = attachmentFields(portal, table)
  const ids = attachmentIds(values, fields)
  if (ids.length === 0) return null
  const own = await ownAttachments(transaction, ids)
  const answers = fields.flatMap((field): readonly AnswerProblem[] => {
    const value = values[field]
    if (value === undefined || value === null) return []
    const found = own.find((row) => row.id === value && row.field === field && row.table_id === table)
    if (!found) return [{ field, reason: 'not-found' }]
    return found.status === 'refused' ? [{ field, reason: 'file-refused' }] : []
  })
  return answers.length > 0 ? { code: 'answers-invalid', answers } : null
}

import { fileTypes, type FileType } from '@portico/engine/attachment/file-type'
import type { AttachmentId, RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { openFrames } from '../keys/framed-file.ts'
import { openAttachmentRow, openOwnAttachmentRow, type AttachmentRow } from '../postgres/attachment-store.ts'
import { openEarlierAttachmentRow } from '../postgres/earlier-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import type { Attempted } from '../postgres/trail-store.ts'
import { openedKey } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** A cell of a record, what such a cell held before, or an own file that is not sent yet. */
export type OpenInput =
  | {
      readonly table: string
      readonly field: string
      readonly record: RecordId
      readonly earlier?: string | undefined
    }
  | { readonly id: AttachmentId }

export type OpenedAttachment = {
  readonly mime: string
  readonly size: number
  readonly bytes: AsyncIterable<Uint8Array>
}

const attemptOf = (input: OpenInput): Attempted =>
  'id' in input
    ? { verb: 'open', detail: 'attachment' }
    : {
        verb: 'open',
        table: input.table,
        records: [input.record],
        fields: [input.field],
        detail: input.earlier === undefined ? 'attachment' : 'earlier',
      }

const rowOf = (transaction: Transaction, input: OpenInput): Promise<AttachmentRow | null> => {
  if ('id' in input) return openOwnAttachmentRow(transaction, input.id)
  const { table, field, record, earlier } = input
  return earlier === undefined
    ? openAttachmentRow(transaction, table, field, record)
    : openEarlierAttachmentRow(transaction, table, record, earlier)
}

const mimeOf = (type: FileType): string => fileTypes[type].mime

/** Opens a file: the database says whether this actor may, by the cell as she sees it, and writes the entry. */
export const openAttachment = (context: Context, input: OpenInput): Promise<Result<OpenedAttachment>> =>
  attempt(context, attemptOf(input), async (caller, { portal, hash }) => {
    const { adapters } = context
    if ('table' in input && !own(own(portal.tables, input.table)?.fields, input.field))
      return refuse<Refusal>({ code: 'not-found' })
    const row = await inTransaction(adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, hash)
      return rowOf(transaction, input)
    })
    const key = row && (await openedKey(row, adapters.keyRing))
    if (!key) return refuse<Refusal>({ code: 'not-found' })
    const bytes = openFrames(adapters.files.read(row.file), key, row.id)
    return ok({ mime: mimeOf(row.type), size: row.size, bytes })
  })

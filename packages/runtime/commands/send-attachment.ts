import { randomUUID } from 'node:crypto'
import { fileNameOf } from '@portico/engine/attachment/file-name'
import type { FileReason } from '@portico/engine/attachment/refused-file'
import type { AttachmentId, RecordId } from '@portico/engine/brand'
import { mayEver } from '@portico/engine/portal/grants'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { newFileKey, openFrames, sealFrames, type FileKey } from '../keys/framed-file.ts'
import {
  attachmentArrived,
  attachmentSender,
  beginAttachment,
  dropAttachmentRow,
  type Arrived,
  type AttachmentPlace,
} from '../postgres/attachment-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import type { Attempted } from '../postgres/trail-store.ts'
import { Arrival } from './arrival.ts'
import { newAttachmentId, sealedFacts, type AttachmentAnswer } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'

export type SendInput = {
  readonly table: string
  readonly field: string
  /** The record it is for, when there is one already. */
  readonly record?: RecordId | undefined
  /** Whom the request is to be for, when staff begins one. */
  readonly patient?: RecordId | undefined
  readonly name: string
  /** As the sender declares it; more is refused, less is a file that broke off. */
  readonly size: number
}

type Begun = { readonly id: AttachmentId; readonly file: string; readonly patient: RecordId }
type Stored = { readonly file: string; readonly key: FileKey; readonly size: number }

const notFound = refuse<Refusal>({ code: 'not-found' })
const refusedFile = (reason: FileReason) => refuse<Refusal>({ code: 'file-refused', reason })

const attemptOf = ({ table, field, record }: SendInput): Attempted => ({
  verb: 'create',
  table,
  fields: [field],
  ...(record === undefined ? {} : { records: [record] }),
  detail: 'attachment',
})

const isFileField = (portal: Portal, { table, field }: SendInput): boolean =>
  own(own(portal.tables, table)?.fields, field)?.kind === 'attachment'

/** Whether some role of the sender may ever put a file here. Whether into this very record, the record's writing says. */
const maySend = (
  portal: Portal,
  roles: readonly string[],
  { table, field, record }: AttachmentPlace,
): boolean => roles.some((role) => mayEver(portal, role, record === null ? 'create' : 'update', table, field))

const beginIn = async (
  transaction: Transaction,
  portal: Portal,
  input: SendInput,
): Promise<Result<Begun>> => {
  const place = { ...input, record: input.record ?? null, patient: input.patient ?? null }
  const people = peopleTable(portal, 'patient')?.id ?? ''
  const { roles, patient } = await attachmentSender(transaction, place, people)
  if (patient === null || !maySend(portal, roles, place)) return notFound
  const begun = { id: newAttachmentId(), file: randomUUID(), patient }
  const room = await beginAttachment(transaction, begun.id, begun.file, place, patient)
  return room === 'begun' ? ok(begun) : refusedFile(room)
}

const begin = (context: Context, input: SendInput): Promise<Result<Begun>> =>
  attempt(context, attemptOf(input), (caller, { portal, hash }) =>
    isFileField(portal, input)
      ? inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
          await beginActor(transaction, caller, hash)
          return beginIn(transaction, portal, input)
        })
      : Promise.resolve(notFound),
  )

/** Seals it as it comes: in clear it is nowhere but in the frame under way. */
const store = async (
  { files }: Context['adapters'],
  { id, file }: Pick<Begun, 'id' | 'file'>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Stored> => {
  const key = newFileKey()
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size += chunk.length
      yield chunk
    }
  }
  await files.write(file, sealFrames(counted(), key, id))
  return { file, key, size }
}

const receive = async (
  context: Context,
  begun: Begun,
  arrival: Arrival,
): Promise<Result<Stored, FileReason>> => {
  try {
    return ok(await store(context.adapters, begun, arrival.bytes()))
  } catch (fault) {
    if (arrival.refused === null) throw fault
    return refuse(arrival.refused)
  }
}

type Kept = { readonly stored: Stored; readonly type: Arrived['type'] }

/** Looks into it; a picture is kept as it was drawn anew, in place of the one that came. */
const inspect = async (
  { adapters }: Context,
  { id }: Begun,
  sent: Stored,
  { type }: Arrival,
): Promise<Result<Kept, FileReason>> => {
  if (type === null) return refuse('kind')
  let stored = sent
  const found = await adapters.inspector.inspect(
    type,
    openFrames(adapters.files.read(sent.file), sent.key, id),
    async (anew) => {
      stored = await store(adapters, { id, file: randomUUID() }, anew)
    },
  )
  if (stored.file !== sent.file) await adapters.files.remove(sent.file)
  if (found.ok) return ok({ stored, type: found.type })
  await adapters.files.remove(stored.file)
  return refuse(found.reason)
}

const arrive = (
  context: Context,
  input: SendInput,
  { id, patient }: Begun,
  { stored, type }: Kept,
): Promise<Result<AttachmentAnswer>> =>
  attempt(context, attemptOf(input), async (caller, live) => {
    const { file, key, size } = stored
    const name = fileNameOf(input.name, type)
    const sealed = sealedFacts(id, name, key, await context.adapters.keyRing.keyFor(patient))
    return inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      const isHere = await attachmentArrived(transaction, id, { file, type, size, ...sealed })
      return isHere ? ok({ id, name, type, size, status: 'waiting' }) : notFound
    })
  })

/** What did not arrive leaves nothing; where even that cannot be said, the sweep does it. */
const forget = async (context: Context, { id }: Begun, ...files: readonly string[]): Promise<void> => {
  const forgotten = await attempt(context, { verb: 'update', detail: 'attachment' }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      await dropAttachmentRow(transaction, id)
      return ok(null)
    }),
  )
  if (forgotten.ok) for (const file of files) await context.adapters.files.remove(file)
}

/** One that failed must not keep its sender from trying again, wherever it did. */
const orForgotten = async <T>(context: Context, begun: Begun, file: string, work: Promise<T>): Promise<T> =>
  work.catch(async (fault: unknown) => {
    await forget(context, begun, begun.file, file)
    throw fault
  })

const take = async (
  context: Context,
  input: SendInput,
  begun: Begun,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<Kept, FileReason>> => {
  const arrival = new Arrival(source, input.size)
  const received = await receive(context, begun, arrival)
  return received.ok ? inspect(context, begun, received.value, arrival) : received
}

/** Takes a file: counted and sealed as it comes, looked into, and from then on waiting for the scanner's word. */
export const sendAttachment = async (
  context: Context,
  input: SendInput,
  source: AsyncIterable<Uint8Array>,
): Promise<Result<AttachmentAnswer>> => {
  const begun = await begin(context, input)
  if (!begun.ok) return begun
  const { file } = begun.value
  const kept = await orForgotten(context, begun.value, file, take(context, input, begun.value, source))
  if (!kept.ok) {
    await forget(context, begun.value, file)
    return withRefusalEntry(context, attemptOf(input), refusedFile(kept.refusal))
  }
  const stored = kept.value.stored.file
  const arrived = await orForgotten(
    context,
    begun.value,
    stored,
    arrive(context, input, begun.value, kept.value),
  )
  if (!arrived.ok) await forget(context, begun.value, file, stored)
  return arrived
}

import type { AttachmentId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { ownAttachments, writeOwnRead } from '../postgres/attachment-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attachmentAnswer, type AttachmentAnswer } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** What a form shows of the files its answers hold: the sender's own, as long as they are not sent. */
export const readOwnAttachments = (
  context: Context,
  { ids }: { readonly ids: readonly AttachmentId[] },
): Promise<Result<readonly AttachmentAnswer[]>> =>
  attempt(context, { verb: 'list', detail: 'attachment' }, async (caller, live) => {
    const { adapters } = context
    const rows = await inTransaction(adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      await writeOwnRead(transaction, ids)
      return ownAttachments(transaction, ids)
    })
    return ok(await Promise.all(rows.map((row) => attachmentAnswer(row, adapters.keyRing))))
  })

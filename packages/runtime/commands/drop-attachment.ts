import type { AttachmentId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { dropAttachmentRow } from '../postgres/attachment-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** Takes a file back before it is sent. One that is a record's stays; saying so would tell a stranger that it is there. */
export const dropAttachment = (
  context: Context,
  { id }: { readonly id: AttachmentId },
): Promise<Result<null>> =>
  attempt(context, { verb: 'update', detail: 'attachment' }, async (caller, live) => {
    const { database, files } = context.adapters
    const file = await inTransaction(database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      return dropAttachmentRow(transaction, id)
    })
    if (file !== null) await files.remove(file)
    return ok(null)
  })

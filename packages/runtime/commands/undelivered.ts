import type { RecordId } from '@portico/engine/brand'
import type { Portal } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import { referenceOf } from '@portico/engine/portal/reference'
import { staffStarters } from '@portico/engine/workflow/starters'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import {
  undeliveredHandled,
  undeliveredSeen,
  type Concerned,
  type UndeliveredRow,
} from '../postgres/delivery-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** A message that did not reach a patient, or who acts for her: somebody should check the address. */
export type Undelivered = {
  readonly id: string
  readonly at: string
  readonly reason: UndeliveredRow['reason']
  readonly receiver: UndeliveredRow['receiver']
  readonly table: string
  readonly request: RecordId
  readonly reference: string
  readonly patient: RecordId
}

/** Who speaks to patients; where nobody of the staff does, everybody who sees the request is asked. */
const concerned = (portal: Portal): Concerned | null => {
  const people = peopleTable(portal, 'patient')?.id
  return people === undefined ? null : { people, starters: staffStarters(portal) }
}

const asConcerned = <T>(
  context: Context,
  detail: 'undelivered' | 'checked',
  work: (transaction: Transaction, whom: Concerned) => Promise<Result<T>>,
): Promise<Result<T>> =>
  attempt(context, { verb: detail === 'checked' ? 'notice' : 'list', detail }, async (caller, live) => {
    const whom = concerned(live.portal)
    if (caller.login !== 'portico_staff' || !whom) return refuse<Refusal>({ code: 'not-found' })
    return inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      return work(transaction, whom)
    })
  })

/** What did not reach patients the caller may see, oldest first. */
export const listUndelivered = (
  context: Context,
): Promise<Result<{ readonly items: readonly Undelivered[] }>> =>
  asConcerned(context, 'undelivered', async (transaction, whom) => {
    const rows = await undeliveredSeen(transaction, whom)
    return ok({
      items: rows.map(({ effect, table_id, ...row }) => ({
        ...row,
        id: effect,
        table: table_id,
        reference: referenceOf(row.request),
      })),
    })
  })

/** Somebody has seen to it. */
export const finishUndelivered = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<{ readonly done: true }>> =>
  asConcerned(context, 'checked', async (transaction, whom) =>
    (await undeliveredHandled(transaction, id, whom))
      ? ok({ done: true })
      : refuse<Refusal>({ code: 'not-found' }),
  )

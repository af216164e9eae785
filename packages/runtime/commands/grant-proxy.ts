import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { grantProxyRole } from '../postgres/proxy-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

export type ProxyInput = { readonly account: AccountId; readonly patient: RecordId }

export type ProxyGrant = ProxyInput & {
  readonly role: string
  /** The last day on which it holds; null: until somebody ends it. */
  readonly until: string | null
}

const freshMinutes = 15

/** Lets an account act for a patient. The database says who has the power to, and that nobody does so for herself. */
export const grantProxy = (
  context: Context,
  { account, patient, role, until }: ProxyGrant,
): Promise<Result<null>> =>
  attempt(context, { verb: 'grant-role', records: [patient], detail: role }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      return (await grantProxyRole(transaction, account, patient, role, until, freshMinutes))
        ? ok(null)
        : refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: freshMinutes })
    }),
  )

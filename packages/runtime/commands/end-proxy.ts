import { ok, type Result } from '@portico/engine/result'
import { endProxyRole } from '../postgres/proxy-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import type { ProxyInput } from './grant-proxy.ts'

/** Ends it: asked by who may grant it, by the one who acts, or by the patient. The next call in any tab is refused. */
export const endProxy = (context: Context, { account, patient }: ProxyInput): Promise<Result<null>> =>
  attempt(context, { verb: 'revoke-role', records: [patient] }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      await endProxyRole(transaction, account, patient)
      return ok(null)
    }),
  )

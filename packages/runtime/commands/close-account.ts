import { accountFreshMinutes, whyNotClose } from '@portico/engine/access/open-account'
import type { AccountId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { endAccount } from '../postgres/invitation-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { notFresh } from './invite.ts'
import { withPower } from './with-power.ts'

/** Closes somebody's account for good. Every call asks whether it is open, so its sessions end at their next one. */
export const closeAccount = (
  context: Context,
  { account }: { readonly account: AccountId },
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: 'close-account' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'open-accounts', login: 'portico_staff' },
      async (transaction, actor) => {
        if (whyNotClose(actor, { account, disabled: false }) !== null)
          return refuse<Refusal>({ code: 'not-found' })
        const outcome = await endAccount(transaction, account, accountFreshMinutes)
        return outcome === 'stale' ? notFresh() : ok({})
      },
    ),
  )

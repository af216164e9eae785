import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { accountToAct } from '../postgres/proxy-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Somebody who could act for a patient. */
export type FoundAccount = {
  readonly account: AccountId
  /** The name the account goes by; null where nobody gave it one. */
  readonly name: string | null
  /** The patient she is herself, for whom she needs nobody's leave. */
  readonly person: RecordId | null
}

/**
 * The account that signs in by exactly this name, for whoever may let it act for somebody. Accounts cannot be looked
 * through: who arranges it knows the name from the one who is to act.
 */
export const findAccount = (
  context: Context,
  { name }: { readonly name: string },
): Promise<Result<FoundAccount>> =>
  attempt(context, { verb: 'search', detail: 'account' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'grant-roles', login: 'portico_staff' },
      async (transaction): Promise<Result<FoundAccount>> => {
        const { macs } = context.adapters
        const found = await accountToAct(transaction, macs.signInName(name))
        if (!found) return refuse<Refusal>({ code: 'not-found' })
        const { account, person } = found
        return ok({
          account,
          person,
          name: found.name && macs.openText('account-name', account, found.name),
        })
      },
    ),
  )

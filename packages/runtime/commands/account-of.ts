import type { AccountId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { accountOfPerson, type PersonOfAccount } from '../postgres/invitation-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Somebody's open account, for whoever may open or close it. */
export type AccountOf = {
  readonly account: AccountId
  readonly email: string | null
  /** Until when the code holds of somebody who has not come yet. */
  readonly invitedUntil: string | null
}

/** The account of one patient or of somebody of the staff; null where there is none. */
export const accountOf = (context: Context, of: PersonOfAccount): Promise<Result<AccountOf | null>> =>
  attempt(context, { verb: 'list', records: [of.person], detail: 'has-account' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'open-accounts', login: 'portico_staff' },
      async (transaction) => {
        const found = await accountOfPerson(transaction, of)
        if (!found) return ok(null)
        const { account, address, invited_until: invitedUntil } = found
        const email = address && context.adapters.macs.openText('contact', of.person, address)
        return ok({ account, email, invitedUntil })
      },
    ),
  )

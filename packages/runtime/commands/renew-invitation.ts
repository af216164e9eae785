import { accountFreshMinutes, invitationDays } from '@portico/engine/access/open-account'
import type { AccountId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { renewInvitationOf } from '../postgres/invitation-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { newInvitation, notFresh, type InvitedBy } from './invite.ts'
import type { OpenedAccount } from './open-account.ts'
import { withPower } from './with-power.ts'

/** A new code for somebody who has not come yet. Who has signed in once cannot be given another way in. */
export const renewInvitation = (
  context: Context,
  { account, by }: { readonly account: AccountId; readonly by: InvitedBy },
): Promise<Result<OpenedAccount>> =>
  attempt(context, { verb: 'open-account', detail: 'new-code' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'open-accounts', login: 'portico_staff' },
      async (transaction) => {
        const invitation = newInvitation(context.adapters, account, by)
        const outcome = await renewInvitationOf(
          transaction,
          account,
          invitation,
          invitationDays,
          accountFreshMinutes,
        )
        const { portalUrl } = context.adapters
        return outcome === 'stale' ? notFresh() : ok({ account, code: invitation.told, portalUrl })
      },
    ),
  )

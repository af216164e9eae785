import { grantFreshMinutes, whyNotGrant } from '@portico/engine/access/grant-role'
import type { AccountId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { changeRoleOf, staffAccounts } from '../postgres/role-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export type RoleOfAccount = { readonly account: AccountId; readonly role: string }

/** Gives a role or takes it back. Open sessions feel it at their next call: every call asks the database for roles. */
export const changeRole = (
  context: Context,
  input: RoleOfAccount,
  holds: boolean,
): Promise<Result<Record<string, never>>> =>
  attempt(context, { verb: holds ? 'grant-role' : 'revoke-role', detail: input.role }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'grant-roles', login: 'portico_staff' },
      async (transaction, actor) => {
        const known = (await staffAccounts(transaction)).some(({ account }) => account === input.account)
        const to = { account: input.account, audience: 'staff' } as const
        if (!known || whyNotGrant(live.portal, actor, to, input.role) !== null)
          return refuse<Refusal>({ code: 'not-found' })
        const outcome = await changeRoleOf(transaction, input, holds, grantFreshMinutes)
        return outcome === 'stale'
          ? refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: grantFreshMinutes })
          : ok({})
      },
    ),
  )

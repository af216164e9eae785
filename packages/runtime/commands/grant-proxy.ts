import { whyNotGrantProxy } from '@portico/engine/access/grant-proxy'
import { grantFreshMinutes } from '@portico/engine/access/grant-role'
import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { grantProxyRole } from '../postgres/proxy-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export type ProxyInput = { readonly account: AccountId; readonly patient: RecordId }

export type ProxyGrant = ProxyInput & {
  readonly role: string
  /** The last day on which it holds; null: until somebody ends it. */
  readonly until: string | null
}

/** Lets an account act for a patient. The database checks it again, and that the account is not the patient's own. */
export const grantProxy = (
  context: Context,
  { account, patient, role, until }: ProxyGrant,
): Promise<Result<null>> =>
  attempt(context, { verb: 'grant-role', records: [patient], detail: role }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'grant-roles', login: 'portico_staff' },
      async (transaction, actor) => {
        if (whyNotGrantProxy(live.portal, actor, account, role) !== null)
          return refuse<Refusal>({ code: 'not-found' })
        return (await grantProxyRole(transaction, account, patient, role, until, grantFreshMinutes))
          ? ok(null)
          : refuse<Refusal>({ code: 'fresh-sign-in-needed', withinMinutes: grantFreshMinutes })
      },
    ),
  )

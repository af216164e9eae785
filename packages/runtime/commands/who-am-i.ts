import type { Actor } from '@portico/engine/access/actor'
import { ok, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import type { Context } from './call.ts'
import { sessionAccount } from './session-account.ts'

export type WhoAmI =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true
      readonly actor: Actor
      /** The name the account goes by; null where nobody gave it one. */
      readonly name: string | null
      /** Whether she acts for somebody else in this call. */
      readonly isProxy: boolean
      /** `needed`: staff without a second factor, who can do nothing but set one up (ASVS 6.3.3). */
      readonly secondFactor: 'on' | 'off' | 'needed'
      readonly idleSeconds: number
      readonly secondsLeft: number
    }

export const whoAmI = async (context: Context): Promise<Result<WhoAmI>> => {
  const account = await sessionAccount(context)
  if (!account.ok) return account
  if (!account.value) return ok({ signedIn: false })
  const { row, totp, name } = account.value
  const without = row.audience === 'staff' ? 'needed' : 'off'
  return ok({
    signedIn: true,
    actor: actorOf(row),
    name: name === null ? null : context.adapters.macs.openText('account-name', row.account, name),
    isProxy: row.stands_for !== null,
    secondFactor: totp === null ? without : 'on',
    idleSeconds: row.idle_seconds,
    secondsLeft: row.seconds_left,
  })
}

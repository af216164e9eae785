import type { Actor } from '@portico/engine/access/actor'
import { ok, type Result } from '@portico/engine/result'
import { actorOf } from '../postgres/actor-row.ts'
import type { Context } from './call.ts'

export type WhoAmI =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true
      readonly actor: Actor
      /** `needed`: staff without a second factor, who can do nothing but set one up (ASVS 6.3.3). */
      readonly secondFactor: 'on' | 'off' | 'needed'
      readonly idleSeconds: number
      readonly secondsLeft: number
    }

export const whoAmI = async ({ adapters, call }: Context): Promise<Result<WhoAmI>> => {
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  if (!account) return ok({ signedIn: false })
  const { row } = account
  const without = row.audience === 'staff' ? 'needed' : 'off'
  return ok({
    signedIn: true,
    actor: actorOf(row),
    secondFactor: account.totp === null ? without : 'on',
    idleSeconds: row.idle_seconds,
    secondsLeft: row.seconds_left,
  })
}

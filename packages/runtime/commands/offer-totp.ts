import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { secretFrom, uriOf } from '../keys/totp.ts'
import type { Adapters } from './adapters.ts'
import type { ActorRow } from '../postgres/actor-row.ts'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'

/** The secret offered in this session: derived, so that nothing is kept until the first code proves it was taken. */
export const offeredSecret = ({ macs }: Adapters, { account, session }: ActorRow): string =>
  secretFrom(macs.input(JSON.stringify(['totp offer', account, session])))

type Offer = { readonly secret: string; readonly uri: string }

const offered = async ({ adapters, call }: Context): Promise<Result<Offer>> => {
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  if (!account || account.totp !== null) return refuse<Refusal>({ code: 'not-signed-in' })
  const secret = offeredSecret(adapters, account.row)
  const { portal } = await adapters.live.current()
  return ok({ secret, uri: uriOf(secret, portal.name.en) })
}

/** To an account that has a second factor nothing is offered: a stolen session must not put another in its place. */
export const offerTotp = async (context: Context): Promise<Result<Offer>> =>
  withRefusalEntry(context, { verb: 'second-factor', detail: 'offer' }, await offered(context))

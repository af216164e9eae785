import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { secretFrom, uriOf } from '../keys/totp.ts'
import type { Adapters } from './adapters.ts'
import type { ActorRow } from '../postgres/actor-row.ts'
import type { Context } from './call.ts'

/** The secret offered in this session: derived, so that nothing is kept until the first code proves it was taken. */
export const offeredSecret = ({ macs }: Adapters, { account, session }: ActorRow): string =>
  secretFrom(macs.input(JSON.stringify(['totp offer', account, session])))

export const offerTotp = async ({
  adapters,
  call,
}: Context): Promise<Result<{ readonly secret: string; readonly uri: string }>> => {
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  if (!account || account.totp !== null) return refuse<Refusal>({ code: 'not-signed-in' })
  const secret = offeredSecret(adapters, account.row)
  const { portal } = await adapters.live.current()
  return ok({ secret, uri: uriOf(secret, portal.name.en) })
}

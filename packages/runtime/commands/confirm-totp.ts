import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { stepOfCode } from '../keys/totp.ts'
import type { Context } from './call.ts'
import { offeredSecret } from './offer-totp.ts'
import { withRefusalEntry } from './refusal-entry.ts'

const confirmed = async (
  { adapters, call }: Context,
  { code }: { readonly code: string },
): Promise<Result<Record<string, never>>> => {
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  if (!account || call.token === null) return refuse<Refusal>({ code: 'not-signed-in' })
  const secret = offeredSecret(adapters, account.row)
  const step = stepOfCode(secret, code)
  if (step === null) return refuse<Refusal>({ code: 'sign-in-failed' })
  const isSet = await adapters.accounts.setTotp(
    adapters.macs.session(call.token),
    adapters.macs.sealText('totp', account.row.account, secret),
    step,
  )
  // Who knows more than before gets a new token: one that was stolen earlier must not rise with it.
  return isSet && (await adapters.sessions.renew(call, call.token, true))
    ? ok({})
    : refuse<Refusal>({ code: 'not-signed-in' })
}

/** The first right code turns the second factor on. Nothing turns it off again. */
export const confirmTotp = async (
  context: Context,
  input: { readonly code: string },
): Promise<Result<Record<string, never>>> =>
  withRefusalEntry(context, { verb: 'second-factor' }, await confirmed(context, input))

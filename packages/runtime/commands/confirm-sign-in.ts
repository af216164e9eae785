import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { verifyPassword } from '../keys/password.ts'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'
import { isRightCode } from './second-factor.ts'

export type ConfirmInput = { readonly password: string; readonly code?: string | undefined }

const confirmed = async (
  { adapters, call }: Context,
  { password, code }: ConfirmInput,
): Promise<Result<Record<string, never>>> => {
  const account = call.token === null ? null : await adapters.sessions.account(call.token)
  if (!account || call.token === null) return refuse<Refusal>({ code: 'not-signed-in' })
  const name = account.row.account
  const wait = await adapters.tries.begin(name, call.address)
  if (wait > 0) return refuse<Refusal>({ code: 'too-many-tries', retryAfterSeconds: wait })
  const isRight =
    (await verifyPassword(password, account.password)) &&
    (account.totp === null ||
      (code !== undefined && (await isRightCode(adapters, account.row.account, account.totp, code))))
  if (!isRight) return refuse<Refusal>({ code: 'sign-in-failed' })
  await adapters.tries.succeeded(name, call.address)
  return (await adapters.sessions.renew(call, call.token, account.totp !== null))
    ? ok({})
    : refuse<Refusal>({ code: 'not-signed-in' })
}

/** Shows anew who sits there, before a step that matters; the session gets a new token. */
export const confirmSignIn = async (
  context: Context,
  input: ConfirmInput,
): Promise<Result<Record<string, never>>> =>
  withRefusalEntry(context, { verb: 'sign-in', detail: 'fresh' }, await confirmed(context, input))

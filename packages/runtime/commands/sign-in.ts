import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { verifyPassword } from '../keys/password.ts'
import type { SignInAccount } from '../postgres/account-store.ts'
import { writeFailedSignIn } from '../postgres/trail-store.ts'
import type { Context } from './call.ts'
import { isRightCode } from './second-factor.ts'

export type SignInInput = {
  readonly name: string
  readonly password: string
  readonly code?: string | undefined
}
export type SignInAnswer = { readonly next: 'done' | 'code' }

const failed = refuse<Refusal>({ code: 'sign-in-failed' })

/** The right password of an account with a second factor earns the question for the code, and no session yet. */
const withPassword = async (
  { adapters, call }: Context,
  { account, audience, totp }: SignInAccount,
  { name, code }: SignInInput,
): Promise<Result<SignInAnswer>> => {
  if (totp !== null && code === undefined) {
    await adapters.tries.forgive(name, call.address)
    return ok({ next: 'code' })
  }
  if (totp !== null && !(await isRightCode(adapters, account, totp, code ?? ''))) return failed
  await adapters.tries.succeeded(name, call.address)
  await adapters.sessions.open(call, account, audience, totp !== null)
  return ok({ next: 'done' })
}

const tried = async (context: Context, input: SignInInput): Promise<Result<SignInAnswer>> => {
  const { adapters, call } = context
  const wait = await adapters.tries.begin(input.name, call.address)
  if (wait > 0) return refuse<Refusal>({ code: 'too-many-tries', retryAfterSeconds: wait })
  const account = await adapters.accounts.find(adapters.macs.signInName(input.name))
  const isRight = await verifyPassword(input.password, account?.password ?? null)
  return account && isRight ? withPassword(context, account, input) : failed
}

/** Signs somebody in. A wrong name, a wrong password and a wrong code get one and the same answer, and an entry. */
export const signIn = async (context: Context, input: SignInInput): Promise<Result<SignInAnswer>> => {
  const result = await tried(context, input)
  if (!result.ok)
    await writeFailedSignIn(
      context.adapters.database.pool('portico_auth'),
      context.adapters.macs.signInName(input.name),
      result.refusal.code,
      context.call,
    )
  return result
}

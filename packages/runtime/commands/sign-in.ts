import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { verifyPassword } from '../keys/password.ts'
import type { SignInAccount } from '../postgres/account-store.ts'
import { writeRefusal } from '../postgres/trail-store.ts'
import type { Context } from './call.ts'
import { isRightCode } from './second-factor.ts'

export type SignInInput = {
  readonly name: string
  readonly password: string
  readonly code?: string | undefined
}
export type SignInAnswer = { readonly next: 'done' | 'code' }

const failed = async ({ adapters, call }: Context, name: string): Promise<Result<SignInAnswer>> => {
  await adapters.tries.failed(name, call.address)
  return refuse<Refusal>({ code: 'sign-in-failed' })
}

/** The right password of an account with a second factor earns the question for the code, and no session yet. */
const withPassword = async (
  context: Context,
  account: SignInAccount,
  { name, code }: SignInInput,
): Promise<Result<SignInAnswer>> => {
  const { adapters, call } = context
  if (account.totp !== null && code === undefined) return ok({ next: 'code' })
  const hasSecondFactor = account.totp !== null && code !== undefined
  if (
    account.totp !== null &&
    code !== undefined &&
    !(await isRightCode(adapters, account.account, account.totp, code))
  )
    return failed(context, name)
  await adapters.tries.succeeded(name)
  await adapters.sessions.open(call, account.account, account.audience, hasSecondFactor)
  return ok({ next: 'done' })
}

const tried = async (context: Context, input: SignInInput): Promise<Result<SignInAnswer>> => {
  const { adapters, call } = context
  const wait = await adapters.tries.wait(input.name, call.address)
  if (wait > 0) return refuse<Refusal>({ code: 'too-many-tries', retryAfterSeconds: wait })
  const account = await adapters.accounts.find(adapters.macs.signInName(input.name))
  const isRight = await verifyPassword(input.password, account?.password ?? null)
  return account && isRight ? withPassword(context, account, input) : failed(context, input.name)
}

/** Signs somebody in. A wrong name, a wrong password and a wrong code get one and the same answer, and an entry. */
export const signIn = async (context: Context, input: SignInInput): Promise<Result<SignInAnswer>> => {
  const result = await tried(context, input)
  if (!result.ok)
    await writeRefusal(
      context.adapters.database.pool('portico_auth'),
      null,
      { verb: 'sign-in' },
      result.refusal.code,
      context.call,
    )
  return result
}

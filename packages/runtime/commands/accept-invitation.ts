import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { typedInvitationCode } from '../keys/invitation-code.ts'
import { hashPassword } from '../keys/password.ts'
import { takeInvitation } from '../postgres/invitation-store.ts'
import { writeFailedSignIn } from '../postgres/trail-store.ts'
import type { Context } from './call.ts'

export type AcceptInput = { readonly name: string; readonly code: string; readonly password: string }

const accepted = async (
  { adapters, call }: Context,
  { name, code, password }: AcceptInput,
): Promise<Result<Record<string, never>>> => {
  const { macs, tries, sessions, database } = adapters
  const wait = await tries.begin(name, call.address)
  if (wait > 0) return refuse<Refusal>({ code: 'too-many-tries', retryAfterSeconds: wait })
  const taken = await takeInvitation(
    database.pool('portico_auth'),
    {
      name: macs.signInName(name),
      code: macs.invitation(typedInvitationCode(code)),
      // It is made for a wrong code too, so that time tells nothing of codes.
      password: await hashPassword(password),
    },
    call,
  )
  if (!taken) return refuse<Refusal>({ code: 'sign-in-failed' })
  await tries.succeeded(name, call.address)
  await sessions.open(call, taken.account, taken.audience, false)
  return ok({})
}

/**
 * The first sign-in of somebody invited: the code, and a password of her own choosing. It opens a session like any other
 * sign-in by password alone, so the staff set up their second factor before anything else.
 */
export const acceptInvitation = async (
  context: Context,
  input: AcceptInput,
): Promise<Result<Record<string, never>>> => {
  const result = await accepted(context, input)
  if (!result.ok) {
    const { database, macs } = context.adapters
    await writeFailedSignIn(
      database.pool('portico_auth'),
      macs.signInName(input.name),
      result.refusal.code,
      context.call,
    )
  }
  return result
}

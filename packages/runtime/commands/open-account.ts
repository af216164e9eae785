import { randomBytes, randomUUID } from 'node:crypto'
import { accountFreshMinutes, invitationDays, rolesToBegin } from '@portico/engine/access/open-account'
import { isAccountId, type AccountId } from '@portico/engine/brand'
import type { Language } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { hashPassword } from '../keys/password.ts'
import { writeAccount, type PersonOfAccount } from '../postgres/invitation-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { newInvitation, notFresh, type InvitedBy } from './invite.ts'
import { namesOfPeople } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type OpenAccountInput = PersonOfAccount & {
  readonly email: string
  readonly language: Language
  /** What a patient's account begins with; null for the staff, who get their roles from somebody else. */
  readonly role: string | null
  readonly by: InvitedBy
}
export type OpenedAccount = {
  readonly account: AccountId
  /** The code to write down; null where it goes by message. It is told here and never again. */
  readonly code: string | null
  /** Where it is used. */
  readonly portalUrl: string
}

const newAccountId = (): AccountId => {
  const id = randomUUID()
  if (!isAccountId(id)) throw new Error('A random id has the shape of an id.')
  return id
}

/** Nobody knows it, so nobody signs in before the invitation is accepted. */
const noPassword = (): Promise<string> => hashPassword(randomBytes(32).toString('base64url'))

/** Opens an account for a patient or for somebody of the staff, who is invited with a one-time code. */
export const openAccount = (context: Context, input: OpenAccountInput): Promise<Result<OpenedAccount>> =>
  attempt(context, { verb: 'open-account', records: [input.person] }, async (caller, live) => {
    const { macs } = context.adapters
    const { audience, person, email, language, role, by } = input
    const begins = rolesToBegin(live.portal, audience)
    if (role === null ? begins.length > 0 : !begins.includes(role))
      return refuse<Refusal>({ code: 'not-found' })
    const account = newAccountId()
    const invitation = newInvitation(context.adapters, account, by)
    const [names, password] = await Promise.all([
      namesOfPeople(context, caller, live, audience, [person]),
      noPassword(),
    ])
    return withPower(
      context,
      { caller, live, power: 'open-accounts', login: 'portico_staff' },
      async (transaction) => {
        const opening = {
          ...{ account, audience, person, role, language, password },
          signIn: macs.signInName(email),
          name: macs.sealText('account-name', account, names.get(person) ?? email),
          address: macs.sealText('contact', person, email),
          code: invitation.code,
          sealed: invitation.sealed,
        }
        const outcome = await writeAccount(transaction, opening, invitationDays, accountFreshMinutes)
        if (outcome === 'stale') return notFresh()
        return outcome === 'done'
          ? ok({ account, code: invitation.told, portalUrl: context.adapters.portalUrl })
          : refuse<Refusal>({ code: 'account-exists', of: outcome })
      },
    )
  })

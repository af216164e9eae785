import type { AccountId, RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { staffAccounts, type StaffAccount } from '../postgres/role-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type AccountAnswer = {
  readonly account: AccountId
  /** The staff record it is. */
  readonly person: RecordId
  /** Null when the one who asks may not read the names of colleagues. */
  readonly name: string | null
  readonly email: string | null
  readonly roles: readonly string[]
  readonly disabled: boolean
  /** Until when the code holds of somebody who has not come yet. */
  readonly invitedUntil: string | null
}

const emailOf = ({ adapters }: Context, { person, address }: StaffAccount): string | null =>
  address && adapters.macs.openText('contact', person, address)

/** The accounts of the staff with the roles they hold, for whoever may give and take those, or open and close accounts. */
export const listAccounts = (context: Context): Promise<Result<readonly AccountAnswer[]>> =>
  attempt(context, { verb: 'list', detail: 'accounts' }, async (caller, live) => {
    const listed = await withPower(
      context,
      { caller, live, power: ['grant-roles', 'open-accounts'], login: 'portico_staff' },
      async (transaction) => ok(await staffAccounts(transaction)),
    )
    if (!listed.ok) return listed
    const people = listed.value.map(({ person }) => person)
    const names = await namesOfStaff(context, caller, live, people)
    return ok(
      listed.value.map((one) => ({
        account: one.account,
        person: one.person,
        name: names.get(one.person) ?? null,
        email: emailOf(context, one),
        roles: one.roles,
        disabled: one.disabled,
        invitedUntil: one.invitedUntil,
      })),
    )
  })

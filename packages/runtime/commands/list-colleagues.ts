import { roleLabels } from '@portico/engine/portal/role-labels'
import { ok, type Result } from '@portico/engine/result'
import { askAccess } from '../postgres/access-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfStaff } from './names-of-people.ts'
import { withPower } from './with-power.ts'

export type Colleague = { readonly account: string; readonly name: string; readonly roles: readonly string[] }

/** Everybody who works here and has an account, to ask about one of them. */
export const listColleagues = (
  context: Context,
): Promise<Result<{ readonly people: readonly Colleague[] }>> =>
  attempt(context, { verb: 'read-trail', detail: 'colleagues' }, async (caller, live) => {
    const asked = await withPower(
      context,
      { caller, live, power: 'read-trail', login: 'portico_trail' },
      async (transaction) => ok(await askAccess(transaction, { asked: 'colleagues' })),
    )
    if (!asked.ok) return asked
    const staff = asked.value.people.filter(({ audience }) => audience === 'staff')
    const names = await namesOfStaff(
      context,
      caller,
      live,
      staff.map(({ person }) => person),
    )
    const people = staff.map(({ account, person, roles }) => ({
      account,
      name: (person === null ? undefined : names.get(person)) ?? 'A staff member',
      roles: roleLabels(live.portal, roles),
    }))
    return ok({ people: people.toSorted((one, other) => one.name.localeCompare(other.name)) })
  })

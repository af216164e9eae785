import { actorOfAccount, isProxy } from '@portico/engine/access/actor'
import type { AccountId } from '@portico/engine/brand'
import { roleLabels } from '@portico/engine/portal/role-labels'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { whatMay as everythingOf, type WhatMay } from '@portico/engine/workflow/what-may'
import { askAccess, type AccessFacts } from '../postgres/access-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesIn } from './who-can.ts'
import { withPower } from './with-power.ts'

export type WhatMayAnswer = {
  readonly version: number
  readonly name: string
  /** Herself first; then each patient she acts for, by the roles held for her. */
  readonly as: readonly (WhatMay & { readonly roles: readonly string[]; readonly isProxy: boolean })[]
}

/** Everything an account may do, by the live version. */
export const whatMayAs = ({ portal }: Version, { people }: AccessFacts): WhatMayAnswer['as'] =>
  people.map((person) => ({
    ...everythingOf(portal, actorOfAccount(person)),
    roles: roleLabels(portal, person.roles),
    isProxy: isProxy(person),
  }))

/** Everything one account may do: every permission of its roles, the steps it may take, and its powers. */
export const whatMay = (
  context: Context,
  { account }: { readonly account: AccountId },
): Promise<Result<WhatMayAnswer>> =>
  attempt(context, { verb: 'read-trail', detail: 'what-may' }, async (caller, live) => {
    const asked = await withPower(
      context,
      { caller, live, power: 'read-trail', login: 'portico_trail' },
      async (transaction) => ok(await askAccess(transaction, { asked: 'what-may', account })),
    )
    if (!asked.ok) return asked
    const [person] = asked.value.people
    if (!person) return refuse<Refusal>({ code: 'not-found' })
    const nameOf = await namesIn(context, caller, live, asked.value)
    return ok({ version: live.version, name: nameOf(person), as: whatMayAs(live, asked.value) })
  })

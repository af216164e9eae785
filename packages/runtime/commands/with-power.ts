import type { Power } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { actorRowSchema, type ActorRow } from '../postgres/actor-row.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import type { Login } from '../postgres/logins.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Caller } from './attempt.ts'
import type { Context } from './call.ts'

type Way = {
  readonly caller: Caller
  readonly live: Version
  readonly power: Power | readonly Power[]
  readonly login: Extract<Login, 'portico_publisher' | 'portico_trail' | 'portico_staff'>
}
type Work<T> = (transaction: Transaction, actor: ActorRow) => Promise<Result<T>>

/** One transaction as the caller, through the login of a duty, if one of the caller's roles has the power for it, or one of them. */
export const withPower = <T>(
  { adapters }: Context,
  { caller, live, power, login }: Way,
  work: Work<T>,
): Promise<Result<T>> => {
  if (caller.login !== 'portico_staff') return Promise.resolve(refuse<Refusal>({ code: 'not-found' }))
  return inTransaction(adapters.database.pool(login), async (transaction) => {
    await beginActor(transaction, caller, live.hash)
    const { rows } = await transaction.query<{ actor: unknown }>('select portico.actor() as actor')
    const actor = actorRowSchema.parse(rows[0]?.actor)
    const enough = typeof power === 'string' ? [power] : power
    return enough.some((one) => actor.powers.includes(one))
      ? work(transaction, actor)
      : refuse<Refusal>({ code: 'not-found' })
  })
}

/** The same, where what was written stays although the answer is no: that a draft was rehearsed is a fact either way. */
export const withPowerKept = async <T>(context: Context, way: Way, work: Work<T>): Promise<Result<T>> => {
  const kept = await withPower(context, way, async (transaction, actor) => ok(await work(transaction, actor)))
  return kept.ok ? kept.value : kept
}

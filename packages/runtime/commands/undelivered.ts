import type { RecordId } from '@portico/engine/brand'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Version } from '../postgres/live-store.ts'
import { undeliveredHandled, undeliveredSeen, type UndeliveredRow } from '../postgres/delivery-store.ts'
import { actorRowSchema, type ActorRow } from '../postgres/actor-row.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { referenceOf } from './reference.ts'

/** A message that did not reach a patient: somebody should check her address with her. */
export type Undelivered = {
  readonly id: string
  readonly at: string
  readonly reason: UndeliveredRow['reason']
  readonly table: string
  readonly request: RecordId
  readonly reference: string
  readonly patient: RecordId
}

/** As the caller, without making a session last for what a page asks by itself. */
const asCaller = <T>(
  { adapters }: Context,
  caller: Caller,
  live: Version,
  work: (transaction: Transaction, actor: ActorRow) => Promise<Result<T>>,
): Promise<Result<T>> =>
  inTransaction(adapters.database.pool(caller.login), async (transaction) => {
    await transaction.query('select portico.begin_actor($1, $2, $3)', [
      caller.mac,
      live.hash,
      caller.isByPerson,
    ])
    const { rows } = await transaction.query<{ actor: unknown }>('select portico.actor() as actor')
    return work(transaction, actorRowSchema.parse(rows[0]?.actor))
  })

const peopleTable = (portal: Portal): string | null =>
  Object.entries(portal.tables).find(([, { people }]) => people === 'patient')?.[0] ?? null

/** Who begins requests for callers is who speaks to patients; where nobody does, everybody who sees the request is asked. */
const isTheirs = (portal: Portal, roles: readonly string[], { workflow }: UndeliveredRow): boolean => {
  const starters = (portal.workflows[workflow]?.start.by ?? []).filter(
    (role) => portal.roles[role]?.audience === 'staff',
  )
  return starters.length === 0 || starters.some((role) => roles.includes(role))
}

/** What did not reach patients the caller may see, oldest first. */
export const listUndelivered = (
  context: Context,
): Promise<Result<{ readonly items: readonly Undelivered[] }>> =>
  attempt(context, { verb: 'list', detail: 'undelivered' }, (caller, live) => {
    const people = peopleTable(live.portal)
    if (caller.login !== 'portico_staff' || people === null)
      return Promise.resolve(refuse<Refusal>({ code: 'not-found' }))
    return asCaller(context, caller, live, async (transaction, { roles }) => {
      const rows = await undeliveredSeen(transaction, people)
      return ok({
        items: rows
          .filter((row) => isTheirs(live.portal, roles, row))
          .map(({ effect, at, reason, table_id, request, patient }) => ({
            id: effect,
            at,
            reason,
            table: table_id,
            request,
            reference: referenceOf(request),
            patient,
          })),
      })
    })
  })

/** Somebody has seen to it. */
export const finishUndelivered = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<{ readonly done: true }>> =>
  attempt(context, { verb: 'notice', detail: 'checked' }, (caller, live) => {
    const people = peopleTable(live.portal)
    if (caller.login !== 'portico_staff' || people === null)
      return Promise.resolve(refuse<Refusal>({ code: 'not-found' }))
    return asCaller(context, caller, live, async (transaction) =>
      (await undeliveredHandled(transaction, id, people))
        ? ok({ done: true })
        : refuse<Refusal>({ code: 'not-found' }),
    )
  })

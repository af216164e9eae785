import type { AccountId, RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { startable } from '@portico/engine/workflow/starters'
import type { Version } from '../postgres/live-store.ts'
import { proxyRows, type ProxyRow } from '../postgres/proxy-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt, type Caller } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople } from './names-of-people.ts'

/** A patient whom the caller may act for. */
export type ActsFor = {
  readonly patient: RecordId
  /** Null where the role may not read it. */
  readonly name: string | null
  /** The workflows a request can be begun of, for her. */
  readonly starts: readonly string[]
  /** The last day on which she may; null: until somebody ends it. */
  readonly until: string | null
}
/** Somebody who may act for the caller. */
export type ActsForMe = {
  readonly account: AccountId
  readonly name: string | null
  readonly until: string | null
}
export type Proxies = {
  readonly account: AccountId
  /** The workflows the caller can begin a request of for herself. */
  readonly starts: readonly string[]
  readonly actsFor: readonly ActsFor[]
  readonly actForMe: readonly ActsForMe[]
}

/** The patient's name as the proxy role may read it. */
const nameOf = async (
  context: Context,
  caller: Caller,
  live: Version,
  patient: RecordId,
): Promise<string | null> =>
  (await namesOfPeople(context, { ...caller, standsFor: patient }, live, 'patient', [patient])).get(
    patient,
  ) ?? null

const actsFor = async (
  context: Context,
  caller: Caller,
  live: Version,
  { patient, roles, until }: ProxyRow,
): Promise<ActsFor> => ({
  patient,
  name: await nameOf(context, caller, live, patient),
  starts: startable(live.portal, roles),
  until,
})

/** Whom the caller may act for, and, to herself, who may act for her. */
export const listProxies = (context: Context): Promise<Result<Proxies>> =>
  attempt(context, { verb: 'list', detail: 'proxies' }, async (caller, live) => {
    const found = await inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      const begun = await beginActor(transaction, caller, live.hash)
      return caller.login === 'portico_staff' ? null : { account: begun, rows: await proxyRows(transaction) }
    })
    if (!found) return refuse<Refusal>({ code: 'not-found' })
    const { account, rows } = found
    const { macs, sessions } = context.adapters
    const self = context.call.token === null ? null : await sessions.account(context.call.token)
    return ok({
      account,
      starts: startable(live.portal, self?.row.roles ?? []),
      actsFor: await Promise.all(
        rows.filter((row) => row.is_mine).map((row) => actsFor(context, caller, live, row)),
      ),
      actForMe: rows.flatMap((row) =>
        row.is_mine
          ? []
          : [
              {
                account: row.account,
                name: row.name === null ? null : macs.openText('account-name', row.account, row.name),
                until: row.until,
              },
            ],
      ),
    })
  })

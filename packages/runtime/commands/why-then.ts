import { whyThen as whyAsOf, type WhyThen } from '@portico/engine/access/why-then'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { askAccess } from '../postgres/access-store.ts'
import { readEntries } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

const wholeTrail = 2200

/** Why somebody could do what an entry says she did: by the version and the roles of that moment. */
export const whyThen = (context: Context, { seq }: { readonly seq: string }): Promise<Result<WhyThen>> =>
  attempt(context, { verb: 'read-trail', detail: 'why-then' }, async (caller, live) => {
    const [entry] = await readEntries(context.adapters.database.pool('portico_trail'), caller, live.hash, {
      days: wholeTrail,
      after: String(BigInt(seq) + 1n),
      size: 1,
      isExport: false,
    })
    const record = entry?.records.find(isRecordId)
    if (entry?.seq !== seq || entry.account === null || !isAccountId(entry.account) || record === undefined)
      return refuse<Refusal>({ code: 'not-found' })
    const { account, table } = entry
    const asked = await withPower(
      context,
      { caller, live, power: 'read-trail', login: 'portico_trail' },
      async (transaction) =>
        ok(await askAccess(transaction, { asked: 'why-then', table: table ?? undefined, record, account })),
    )
    if (!asked.ok) return asked
    const then = await context.adapters.live.numbered(entry.version)
    const answer = whyAsOf(entry, then, live, asked.value)
    return answer ? ok(answer) : refuse<Refusal>({ code: 'not-found' })
  })

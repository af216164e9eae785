import type { Change } from '@portico/engine/portal/change'
import { compare } from '@portico/engine/portal/compare'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { wentLive } from '../postgres/publishing-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { approvalPowers } from './load-approval.ts'
import { withPower } from './with-power.ts'

/** What one publishing changed, in the sentences in which it was reviewed; null for the first, which changed nothing. */
export const compareVersion = (
  context: Context,
  { id }: { readonly id: string },
): Promise<Result<readonly Change[] | null>> =>
  attempt(context, { verb: 'build', detail: 'versions' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: approvalPowers, login: 'portico_publisher' },
      async (transaction) => {
        const row = (await wentLive(transaction)).find((one) => one.id === id)
        if (!row) return refuse<Refusal>({ code: 'not-found' })
        if (row.replaced === null) return ok(null)
        const { live: versions } = context.adapters
        const before = await versions.numbered(row.replaced)
        const after = await versions.numbered(row.version)
        return ok(compare(before.portal, after.portal))
      },
    ),
  )

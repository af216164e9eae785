import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { publishedPortal, seenDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** The draft, or a version by its number, to be kept as files. A portal holds rules, and nobody's data. */
export const exportPortal = (
  context: Context,
  { version }: { readonly version: number | null },
): Promise<Result<{ readonly portal: Portal }>> =>
  attempt(context, { verb: 'build', detail: 'export-portal' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const portal =
        version === null
          ? ((await seenDraft(transaction)) ?? live.portal)
          : await publishedPortal(transaction, version)
      if (!portal) return refuse<Refusal>({ code: 'not-found' })
      await transaction.query("select portico.entry_write('build', null, null, null, null, 'export-portal')")
      return ok({ portal })
    }),
  )

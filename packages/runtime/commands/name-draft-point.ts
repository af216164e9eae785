import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft } from '../postgres/draft-store.ts'
import { writePoint } from '../postgres/draft-history-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Gives a moment of the draft a name by which it is found again: "before the new form". */
export const nameDraftPoint = (
  context: Context,
  point: { readonly id: string; readonly revision: number; readonly name: string },
): Promise<Result<{ readonly id: string }>> =>
  attempt(context, { verb: 'build', detail: 'name-point' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const { revision } = await lockDraft(transaction, live.portal)
      if (point.revision > revision) return refuse<Refusal>({ code: 'not-found' })
      await writePoint(transaction, point)
      await transaction.query("select portico.entry_write('build', null, null, null, null, 'name-point')")
      return ok({ id: point.id })
    }),
  )

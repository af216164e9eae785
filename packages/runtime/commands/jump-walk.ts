import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { writeWalk } from '../postgres/walked-draft-store.ts'
import { jumpedSchema } from '../rehearsal-answers.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Moves the rehearsal's clock on to a moment: what falls due until then falls due. It never goes back. */
export const jumpWalk = (
  context: Context,
  { to }: { readonly to: string },
): Promise<Result<{ readonly now: string }>> =>
  attempt(context, { verb: 'build', detail: 'walk-jump' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const jumped = await context.adapters.rehearsal.ask('jump', { to }, jumpedSchema)
      if (!jumped?.now) return refuse<Refusal>({ code: 'not-found' })
      await writeWalk(transaction, 'walk-jump')
      return ok({ now: jumped.now })
    }),
  )

import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { jumpedSchema } from '../rehearsal-answers.ts'
import { allowWalk, nothing } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** Moves the rehearsal's clock on to a moment: what falls due until then falls due. It never goes back. */
export const jumpWalk = (
  context: Context,
  { to }: { readonly to: string },
): Promise<Result<{ readonly now: string }>> =>
  attempt(context, { verb: 'build', detail: 'walk-jump' }, async (caller, live) => {
    const allowed = await allowWalk(context, { caller, live, deed: 'walk-jump' }, nothing)
    if (!allowed.ok) return allowed
    const jumped = await context.adapters.rehearsal.ask('jump', { to }, jumpedSchema)
    return jumped?.now ? ok({ now: jumped.now }) : refuse<Refusal>({ code: 'not-found' })
  })

import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { carriedSchema, type Carried } from '../rehearsal-answers.ts'
import { allowWalk } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { walkableDraft } from './walkable-draft.ts'

/** Carries the draft into the rehearsal under way; with problems, it stays with the draft it has. */
export const carryWalk = (
  context: Context,
  { revision }: { readonly revision: number },
): Promise<Result<Carried>> =>
  attempt(context, { verb: 'build', detail: 'walk-carry' }, async (caller, live) => {
    const portal = await allowWalk(context, { caller, live, deed: 'walk-carry' }, (transaction) =>
      walkableDraft(transaction, live, revision),
    )
    if (!portal.ok) return portal
    const carried = await context.adapters.rehearsal.ask('carry', { portal: portal.value }, carriedSchema)
    return carried ? ok(carried) : refuse<Refusal>({ code: 'not-found' })
  })

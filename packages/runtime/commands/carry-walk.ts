import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { writeWalk } from '../postgres/walked-draft-store.ts'
import { carriedSchema, type Carried } from '../rehearsal-answers.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { walkableDraft } from './walkable-draft.ts'
import { withPower } from './with-power.ts'

/** Carries the draft into the rehearsal under way; with problems, it stays with the draft it has. */
export const carryWalk = (
  context: Context,
  { revision }: { readonly revision: number },
): Promise<Result<Carried>> =>
  attempt(context, { verb: 'build', detail: 'walk-carry' }, async (caller, live) => {
    const portal = await withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      async (transaction) => {
        const draft = await walkableDraft(transaction, live, revision)
        if (draft.ok) await writeWalk(transaction, 'walk-carry')
        return draft
      },
    )
    if (!portal.ok) return portal
    const carried = await context.adapters.rehearsal.ask('carry', { portal: portal.value }, carriedSchema)
    return carried ? ok(carried) : refuse<Refusal>({ code: 'not-found' })
  })

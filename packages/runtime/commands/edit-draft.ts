import { apply } from '@portico/engine/portal/apply'
import type { Edit } from '@portico/engine/portal/edit'
import { isSame } from '@portico/engine/portal/pairs'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft, writeDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

const applied = (portal: Portal, edits: readonly Edit[]): Result<Portal> => {
  let next = portal
  for (const edit of edits) {
    const result = apply(next, edit)
    if (!result.ok) return refuse<Refusal>({ code: 'not-publishable', problems: result.refusal })
    next = result.value.portal
  }
  return ok(next)
}

/** What a draft accepts that it did not before, whichever edit brought it in: an undo can bring it in too. */
const acceptsMore = (before: Portal, after: Portal): boolean => {
  const old = before['accepted-words'] ?? []
  return (after['accepted-words'] ?? []).some((one) => !old.some((other) => isSame(one, other)))
}

/** Applies edits to the draft, if it is still the one their maker saw: all of them, or none. */
export const editDraft = (
  context: Context,
  { revision, edits }: { readonly revision: number; readonly edits: readonly Edit[] },
): Promise<Result<{ readonly revision: number }>> =>
  attempt(context, { verb: 'build', detail: 'edit' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      async (transaction, actor) => {
        const draft = await lockDraft(transaction, live.portal)
        if (draft.revision !== revision)
          return refuse<Refusal>({ code: 'draft-changed', revision: draft.revision })
        const next = applied(draft.portal, edits)
        if (!next.ok) return next
        const accepts = acceptsMore(draft.portal, next.value)
        if (accepts && !actor.powers.includes('approve')) return refuse<Refusal>({ code: 'not-found' })
        await writeDraft(transaction, revision + 1, next.value, edits)
        await transaction.query("select portico.entry_write('build', null, null, null, null, $1)", [
          accepts ? 'accept-words' : 'edit',
        ])
        return ok({ revision: revision + 1 })
      },
    ),
  )

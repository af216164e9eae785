import { apply } from '@portico/engine/portal/apply'
import { between } from '@portico/engine/portal/between'
import { compare } from '@portico/engine/portal/compare'
import type { Edit } from '@portico/engine/portal/edit'
import { merge } from '@portico/engine/portal/merge'
import { isSame } from '@portico/engine/portal/pairs'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { lockDraft, writeDraft, type DraftRow } from '../postgres/draft-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { draftAt } from './draft-at.ts'
import { withPower } from './with-power.ts'

export type DraftEditing = {
  /** Of the draft that its maker saw. */
  readonly revision: number
  readonly edits: readonly Edit[]
  readonly reason?: string | undefined
}
export type DraftEdited = {
  readonly revision: number
  /** What others did in between, on the draft its maker saw; null where nobody did anything. */
  readonly theirs: Edit | null
}

const sentencesMax = 20

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

/** The draft with these edits, beside what others did since their maker saw it; a refusal where both did the same otherwise. */
const together = async (
  transaction: Transaction,
  now: DraftRow,
  { revision, edits }: DraftEditing,
): Promise<Result<{ readonly next: Portal; readonly theirs: Edit | null }>> => {
  const seen = await draftAt(transaction, now, revision)
  if (!seen) return refuse<Refusal>({ code: 'draft-changed', revision: now.revision })
  const mine = applied(seen, edits)
  if (!mine.ok || revision === now.revision) return mine.ok ? ok({ next: mine.value, theirs: null }) : mine
  const { portal, overlaps } = merge(seen, mine.value, now.portal)
  return overlaps.length === 0
    ? ok({ next: portal, theirs: between(seen, now.portal) })
    : refuse<Refusal>({ code: 'draft-changed', revision: now.revision, overlaps })
}

/** Applies edits to the draft as their maker saw it, beside what others did since: all of them, or none. */
export const editDraft = (context: Context, editing: DraftEditing): Promise<Result<DraftEdited>> =>
  attempt(context, { verb: 'build', detail: 'edit' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'build', login: 'portico_publisher' },
      async (transaction, actor) => {
        const draft = await lockDraft(transaction, live.portal)
        const merged = await together(transaction, draft, editing)
        if (!merged.ok) return merged
        const { next, theirs } = merged.value
        const back = between(next, draft.portal)
        // Made before, and only the answer was lost.
        if (!back && editing.revision !== draft.revision) return ok({ revision: draft.revision, theirs })
        const accepts = acceptsMore(draft.portal, next)
        if (accepts && !actor.powers.includes('approve')) return refuse<Refusal>({ code: 'not-found' })
        const revision = draft.revision + 1
        const changes = compare(draft.portal, next)
        await writeDraft(transaction, {
          revision,
          portal: next,
          edits: editing.edits,
          back: back ?? { kind: 'restore', parts: [] },
          sentences: changes.slice(0, sentencesMax).map(({ sentence }) => sentence),
          reason: editing.reason ?? null,
        })
        await transaction.query("select portico.entry_write('build', null, null, null, null, $1)", [
          accepts ? 'accept-words' : 'edit',
        ])
        return ok({ revision, theirs })
      },
    ),
  )

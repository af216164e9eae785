import type { AccountId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { walkedAs } from '@portico/engine/rehearsal/walked-as'
import { ok, refuse, type Result } from '@portico/engine/result'
import { seenDraft } from '../postgres/draft-store.ts'
import { writeWalked } from '../postgres/walked-draft-store.ts'
import { lookSchema, ticketSchema } from '../rehearsal-answers.ts'
import { allowWalk } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

type Way = { readonly ticket: string; readonly url: string }

/** A ticket to walk in as one of the invented people: good once and for a minute. Its draft counts as walked through. */
export const enterWalk = (
  context: Context,
  { account }: { readonly account: AccountId },
): Promise<Result<Way>> =>
  attempt(context, { verb: 'build', detail: 'walk-enter' }, async (caller, live) => {
    const { rehearsal } = context.adapters
    const draft = await allowWalk(context, { caller, live, deed: 'walk-enter' }, async (transaction) =>
      ok(hashOf(walkedAs((await seenDraft(transaction)) ?? live.portal))),
    )
    if (!draft.ok) return draft
    const [look, answer] = await Promise.all([
      rehearsal.ask('look', {}, lookSchema),
      rehearsal.ask('ticket', { account }, ticketSchema),
    ])
    if (!rehearsal.url || !look || !answer?.ticket) return refuse<Refusal>({ code: 'not-found' })
    const way = ok({ ticket: answer.ticket, url: rehearsal.url })
    if (look.hash !== draft.value) return way
    const power = { caller, live, power: 'build', login: 'portico_publisher' } as const
    return withPower(context, power, async (transaction) => {
      await writeWalked(transaction, draft.value)
      return way
    })
  })

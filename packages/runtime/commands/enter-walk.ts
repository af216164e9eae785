import type { AccountId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { seenDraft } from '../postgres/draft-store.ts'
import { writeWalk, writeWalked } from '../postgres/walked-draft-store.ts'
import { lookSchema, ticketSchema } from '../rehearsal-answers.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

/** A ticket to walk in as one of the invented people: good once and for a minute. Its draft counts as walked through. */
export const enterWalk = (
  context: Context,
  { account }: { readonly account: AccountId },
): Promise<Result<{ readonly ticket: string; readonly url: string }>> =>
  attempt(context, { verb: 'build', detail: 'walk-enter' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const { rehearsal } = context.adapters
      const [look, answer] = await Promise.all([
        rehearsal.ask('look', {}, lookSchema),
        rehearsal.ask('ticket', { account }, ticketSchema),
      ])
      if (!rehearsal.url || !look || !answer?.ticket) return refuse<Refusal>({ code: 'not-found' })
      await writeWalk(transaction, 'walk-enter')
      const hash = hashOf((await seenDraft(transaction)) ?? live.portal)
      if (look.hash === hash) await writeWalked(transaction, hash)
      return ok({ ticket: answer.ticket, url: rehearsal.url })
    }),
  )

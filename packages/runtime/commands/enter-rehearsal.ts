import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'

/** Signs one of a rehearsal's invented people in by a ticket. Anywhere else there are none, so none is ever right. */
export const enterRehearsal = async (
  context: Context,
  { ticket }: { readonly ticket: string },
): Promise<Result<{ readonly entered: true }>> => {
  const { adapters, call } = context
  const holder = adapters.rehearsalTickets?.take(ticket) ?? null
  if (!holder)
    return withRefusalEntry(
      context,
      { verb: 'sign-in', detail: 'by-ticket' },
      refuse<Refusal>({ code: 'sign-in-failed' }),
    )
  await adapters.sessions.open(call, holder.account, holder.audience, true)
  return ok({ entered: true })
}

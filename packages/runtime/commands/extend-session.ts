import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { Context } from './call.ts'
import { withRefusalEntry } from './refusal-entry.ts'

/** Somebody is still there: the time without a call begins anew. The absolute end does not move. */
export const extendSession = async (context: Context): Promise<Result<{ readonly secondsLeft: number }>> => {
  const { adapters, call } = context
  const row = call.token === null ? null : await adapters.sessions.extend(call.token)
  return withRefusalEntry(
    context,
    { verb: 'sign-in', detail: 'extend' },
    row ? ok({ secondsLeft: row.seconds_left }) : refuse<Refusal>({ code: 'not-signed-in' }),
  )
}

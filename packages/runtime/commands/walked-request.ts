import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { walkedSchema, type WalkedAnswer } from '../rehearsal-answers.ts'
import { allowWalk, nothing } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** What one request of the rehearsal went through, for a script to be made of it. */
export const walkedRequest = (
  context: Context,
  { request }: { readonly request: RecordId },
): Promise<Result<NonNullable<WalkedAnswer['walked']>>> =>
  attempt(context, { verb: 'build', detail: 'walk-request' }, async (caller, live) => {
    const allowed = await allowWalk(context, { caller, live, deed: 'walk-request' }, nothing)
    if (!allowed.ok) return allowed
    const answer = await context.adapters.rehearsal.ask('walked', { request }, walkedSchema)
    return answer?.walked ? ok(answer.walked) : refuse<Refusal>({ code: 'not-found' })
  })

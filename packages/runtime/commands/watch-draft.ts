import { ok, type Result } from '@portico/engine/result'
import { draftRevision } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** What a page asks every few seconds: whether somebody else changed the draft. */
export const watchDraft = (context: Context): Promise<Result<{ readonly revision: number }>> =>
  attempt(context, { verb: 'build', detail: 'watch' }, (caller, live) =>
    withPower(
      context,
      // A page asks this by itself, and no session lasts for it.
      { caller: { ...caller, isByPerson: false }, live, power: 'build', login: 'portico_publisher' },
      async (transaction) => ok({ revision: await draftRevision(transaction) }),
    ),
  )

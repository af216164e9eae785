import { ok, type Result } from '@portico/engine/result'
import { allowWalk, nothing } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

/** Sets the rehearsal environment aside: its processes end, and what was walked stays for another time. */
export const stopWalk = (context: Context): Promise<Result<{ readonly stopped: true }>> =>
  attempt(context, { verb: 'build', detail: 'walk-stop' }, async (caller, live) => {
    const allowed = await allowWalk(context, { caller, live, deed: 'walk-stop' }, nothing)
    if (!allowed.ok) return allowed
    context.adapters.rehearsal.stop()
    return ok({ stopped: true })
  })

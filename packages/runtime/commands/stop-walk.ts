import { ok, type Result } from '@portico/engine/result'
import { writeWalk } from '../postgres/walked-draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** Sets the rehearsal environment aside: its processes end, and what was walked stays for another time. */
export const stopWalk = (context: Context): Promise<Result<{ readonly stopped: true }>> =>
  attempt(context, { verb: 'build', detail: 'walk-stop' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      await writeWalk(transaction, 'walk-stop')
      context.adapters.rehearsal.stop()
      return ok({ stopped: true })
    }),
  )

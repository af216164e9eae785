import { ok, type Result } from '@portico/engine/result'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { verifyTrail, type TrailCheck } from './verify-trail.ts'
import { withPower } from './with-power.ts'

/** The privacy officer asks whether the trail is whole. Asking is an entry. */
export const checkTrail = async (context: Context): Promise<Result<TrailCheck>> => {
  const { adapters } = context
  const allowed = await attempt(context, { verb: 'read-trail', detail: 'check' }, (caller, live) =>
    withPower(context, { caller, live, power: 'read-trail', login: 'portico_trail' }, async (transaction) => {
      await transaction.query(`select portico.entry_write('read-trail', null, null, null, null, 'check')`)
      return ok(true)
    }),
  )
  return allowed.ok
    ? ok(
        await verifyTrail(
          adapters.database.pool('portico_sealer'),
          adapters.trailKey,
          adapters.checkpointFile,
          new Date(),
        ),
      )
    : allowed
}

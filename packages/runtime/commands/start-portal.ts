import { checkPortalName } from '@portico/engine/notice/check-name'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { PlacedPortal } from '../placed-portal.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/**
 * Asks for a further portal beside this one: a database, keys, accounts and processes of its own. Whoever runs the
 * processes starts it within seconds; `list-portals` says when it is up. Its messages show its name from the first
 * minute, so the name is read for words of health before anything is made.
 */
export const startPortal = (
  context: Context,
  wanted: PlacedPortal,
): Promise<Result<{ readonly portal: string }>> =>
  attempt(context, { verb: 'build', detail: 'start-portal' }, (caller, live) =>
    withPower(
      context,
      { caller, live, power: 'publish', login: 'portico_publisher' },
      async (transaction) => {
        const { portals } = context.adapters
        const templates = await portals.templates()
        if (!portals.canStart || !templates.some(({ id }) => id === wanted.template))
          return refuse<Refusal>({ code: 'not-found' })
        const problems = checkPortalName(wanted.name)
        if (problems.length > 0) return refuse<Refusal>({ code: 'not-publishable', problems })
        await transaction.query(`select portico.entry_write('build', null, null, null, null, 'start-portal')`)
        const isFree = wanted.portal !== live.portal.portal && portals.place(wanted)
        return isFree ? ok({ portal: wanted.portal }) : refuse<Refusal>({ code: 'id-taken' })
      },
    ),
  )

import { ok, type Result } from '@portico/engine/result'
import { countHolders } from '../postgres/reach-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

/** How many people hold each role now: whoever builds must know whether somebody is there to work on requests. */
export const holdersOfRoles = (context: Context): Promise<Result<Readonly<Record<string, number>>>> =>
  attempt(context, { verb: 'build', detail: 'load' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) =>
      ok(await countHolders(transaction)),
    ),
  )

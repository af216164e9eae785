import { randomUUID } from 'node:crypto'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { writeWalk } from '../postgres/walked-draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { walkableDraft } from './walkable-draft.ts'
import { withPower } from './with-power.ts'

export type StartWalkInput = { readonly revision: number; readonly isFresh: boolean }

/**
 * Asks for a rehearsal environment with the draft as it is: a new one, or the one that was set aside, whose own draft then
 * waits to be replaced by this one. Whoever runs the processes starts it; `load-walk` says how far it is.
 */
export const startWalk = (
  context: Context,
  { revision, isFresh }: StartWalkInput,
): Promise<Result<{ readonly run: string }>> =>
  attempt(context, { verb: 'build', detail: 'walk-start' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const { rehearsal, template } = context.adapters
      if (!rehearsal.canStart) return refuse<Refusal>({ code: 'not-found' })
      const portal = await walkableDraft(transaction, live, revision)
      if (!portal.ok) return portal
      await writeWalk(transaction, isFresh ? 'walk-start-over' : 'walk-start')
      const run = (isFresh ? null : rehearsal.kept()) ?? randomUUID()
      rehearsal.want({ run, template, portal: portal.value })
      return ok({ run })
    }),
  )

import { randomUUID } from 'node:crypto'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import type { RehearsalPlace } from '../files/rehearsal-place.ts'
import { allowWalk } from './allow-walk.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { walkableDraft } from './walkable-draft.ts'

export type StartWalkInput = {
  readonly revision: number
  readonly isFresh: boolean
  /** The run that whoever presses sees under way; null when she sees none. */
  readonly over: string | null
}
export type StartedWalk = {
  readonly run: string
  /** False where another one is under way than she saw: it goes on, and nothing was begun. */
  readonly isBegun: boolean
}

/** Another tab or a colleague began one meanwhile; only who sees it under way can begin another in its place. */
const underWay = (rehearsal: RehearsalPlace, { isFresh, over }: StartWalkInput): StartedWalk | null => {
  const run = rehearsal.state()?.run ?? null
  return run === null || (isFresh && run === over) ? null : { run, isBegun: false }
}

/**
 * Asks for a rehearsal environment with the draft as it is: a new one, or the one that was set aside, whose own draft then
 * waits to be replaced by this one. Whoever runs the processes starts it; `load-walk` says how far it is.
 */
export const startWalk = (context: Context, input: StartWalkInput): Promise<Result<StartedWalk>> =>
  attempt(context, { verb: 'build', detail: 'walk-start' }, async (caller, live) => {
    const { rehearsal, template } = context.adapters
    const deed = input.isFresh ? 'walk-start-over' : 'walk-start'
    const portal = await allowWalk(context, { caller, live, deed }, async (transaction) =>
      rehearsal.canStart
        ? walkableDraft(transaction, live, input.revision)
        : refuse<Refusal>({ code: 'not-found' }),
    )
    if (!portal.ok) return portal
    const other = underWay(rehearsal, input)
    if (other) return ok(other)
    const run = (input.isFresh ? null : rehearsal.kept()) ?? randomUUID()
    rehearsal.want({ run, template, portal: portal.value })
    return ok({ run, isBegun: true })
  })

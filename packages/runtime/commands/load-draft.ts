import type { Portal } from '@portico/engine/portal/portal'
import { waitedIn } from '@portico/engine/portal/waited-in'
import { ok, type Result } from '@portico/engine/result'
import { lockDraft } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { pinnedProcesses } from './pinned-processes.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

export type DraftPage = {
  readonly revision: number
  readonly hash: string
  readonly portal: Portal
  /** What is live, and the queues its open requests wait in, by whatever version they began with. */
  readonly live: Version & { readonly queues: readonly string[] }
}

/** The draft beside what is live. The draft is one for everybody who builds. */
export const loadDraft = (context: Context): Promise<Result<DraftPage>> =>
  attempt(context, { verb: 'build', detail: 'load' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const draft = await lockDraft(transaction, live.portal)
      return ok({
        ...draft,
        hash: hashOf(draft.portal),
        live: { ...live, queues: waitedIn(await pinnedProcesses(transaction, context.adapters.live)) },
      })
    }),
  )

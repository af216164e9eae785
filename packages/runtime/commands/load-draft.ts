import type { Portal } from '@portico/engine/portal/portal'
import { ok, type Result } from '@portico/engine/result'
import { draftHistory, lockDraft } from '../postgres/draft-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { withPower } from './with-power.ts'

export type DraftPage = {
  readonly revision: number
  readonly portal: Portal
  readonly live: { readonly version: number; readonly hash: string; readonly portal: Portal }
  readonly history: readonly {
    readonly revision: number
    readonly at: string
    readonly by: string
    readonly sentence: string
  }[]
}

/** The draft beside what is live. The draft is one for everybody who builds. */
export const loadDraft = (context: Context): Promise<Result<DraftPage>> =>
  attempt(context, { verb: 'build', detail: 'load' }, (caller, live) =>
    withPower(context, { caller, live, power: 'build', login: 'portico_publisher' }, async (transaction) => {
      const draft = await lockDraft(transaction, live.portal)
      const history = await draftHistory(transaction)
      return ok({
        ...draft,
        live,
        history: history.map(({ revision, at, account, kinds }) => ({
          revision,
          at,
          by: account,
          sentence: [...new Set(kinds)].map((kind) => kind.replaceAll('-', ' ')).join(', '),
        })),
      })
    }),
  )

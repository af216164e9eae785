import { walkedAs } from '@portico/engine/rehearsal/walked-as'
import { ok, type Result } from '@portico/engine/result'
import type { RehearsalPlace } from '../files/rehearsal-place.ts'
import { draftRevision, seenDraft } from '../postgres/draft-store.ts'
import { walkedAt } from '../postgres/walked-draft-store.ts'
import { lookSchema, type RehearsalLook } from '../rehearsal-answers.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { hashOf } from './open-practice.ts'
import { withPower } from './with-power.ts'

export type WalkPage = {
  /** False where nobody would start a rehearsal environment. */
  readonly canStart: boolean
  readonly step: NonNullable<ReturnType<RehearsalPlace['state']>>['step'] | 'off'
  /** Which one is under way; null when none is. */
  readonly run: string | null
  /** Whether an earlier walk could go on. */
  readonly canGoOn: boolean
  readonly url: string | null
  /** What there is to see of it; null until it answers. */
  readonly look: RehearsalLook | null
  readonly draft: {
    readonly revision: number
    /** Whether the environment has this very draft. */
    readonly isCarried: boolean
    /** Whether somebody walked through this very draft. */
    readonly isWalked: boolean
  }
}

/** How far the rehearsal environment is, and what there is to see of it; it is asked only for whoever may build. */
export const loadWalk = (context: Context): Promise<Result<WalkPage>> =>
  attempt(context, { verb: 'build', detail: 'load-walk' }, async (caller, live) => {
    const power = { caller, live, power: 'build', login: 'portico_publisher' } as const
    const draft = await withPower(context, power, async (transaction) => {
      const hash = hashOf(walkedAs((await seenDraft(transaction)) ?? live.portal))
      const [revision, walked] = [await draftRevision(transaction), await walkedAt(transaction, hash)]
      return ok({ hash, revision, isWalked: walked !== null })
    })
    if (!draft.ok) return draft
    const { rehearsal } = context.adapters
    const look = await rehearsal.ask('look', {}, lookSchema)
    const { hash, ...seen } = draft.value
    const state = rehearsal.state()
    return ok({
      canStart: rehearsal.canStart,
      step: state?.step ?? 'off',
      run: state?.run ?? null,
      canGoOn: rehearsal.kept() !== null,
      url: rehearsal.url,
      look,
      draft: { ...seen, isCarried: look?.hash === hash },
    })
  })

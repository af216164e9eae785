import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { advance, type Advanced } from '@portico/engine/workflow/advance'
import { actorOf } from '../postgres/actor-row.ts'
import type { Version } from '../postgres/live-store.ts'
import {
  beginWithRequest,
  dueIn,
  moveRequest,
  ownerIn,
  requestOf,
  updateRecord,
  type Locked,
} from '../postgres/request-store.ts'
import { inTransaction, type Commit, type Transaction } from '../postgres/transaction.ts'
import type { Adapters } from './adapters.ts'
import { refusedFiles } from './attached.ts'
import { attempt } from './attempt.ts'
import { beginsOf } from './begins-of.ts'
import type { Context } from './call.ts'
import { guardFacts, sealCells } from './cells.ts'
import { answeredDue, withIds } from './move.ts'
import { stepForm } from './step-answers.ts'

export type AdvanceInput = {
  readonly table: string
  readonly id: RecordId
  readonly transition: string
  readonly answers: Readonly<Record<string, string>>
  readonly expectedVersion: number
  readonly key: string
}
export type AdvanceAnswer = { readonly version: number; readonly state: string; readonly due: string | null }

const notFound: Refusal = { code: 'not-found' }

/** The same key again: the same answer, if it was the same input. */
const replayed = (locked: Locked, inputHash: Buffer): Result<AdvanceAnswer> | null => {
  const { replay_hash: hash, replay_version: version, replay_state: state, replay_due: due } = locked
  if (hash === null || version === null || state === null) return null
  if (!hash.equals(inputHash)) return refuse<Refusal>({ code: 'key-reused' })
  return ok({ version, state, due })
}

type Decision = {
  readonly table: string
  readonly id: RecordId
  readonly transition: string
  readonly key: string | null
  readonly inputHash: Buffer | null
  readonly form: string | null
}

/**
 * Writes what the engine decided. Answers go to the record first, while it is still where its permissions let the
 * actor change it; then the request moves, with transition, deadlines, effects and entry, or not at all.
 */
export const writeAdvance = async (
  adapters: Pick<Adapters, 'keyRing' | 'macs'>,
  transaction: Transaction,
  live: Version,
  locked: Locked,
  { table, id, transition, key, inputHash, form }: Decision,
  advanced: Advanced,
  commit?: Commit,
): Promise<AdvanceAnswer> => {
  // What the system leaves blank the database clears itself, as the pinned version declares.
  const cleared = locked.actor.audience === 'system' ? [] : advanced.clears
  const columns = await sealCells(
    { ...advanced.values, ...Object.fromEntries(cleared.map((field) => [field, null])) },
    { portal: live.portal, table, record: id, owner: ownerIn(locked.facts) },
    adapters,
  )
  const due = advanced.keepsDeadlines ? dueIn(locked.facts) : advanced.due
  const move = {
    table,
    request: id,
    workflow: locked.workflow,
    transition,
    from: advanced.from,
    to: advanced.to,
    version: locked.version,
    queue: advanced.queue,
    assignee: advanced.assignee,
    due,
    ends: advanced.ended,
    keepsDeadlines: advanced.keepsDeadlines,
    deadlines: withIds(advanced.deadlines),
    effects: withIds(advanced.effects),
    fields: [...Object.keys(advanced.values), ...advanced.clears],
    isChanged: Object.keys(columns).length > 0,
    form,
    key,
    inputHash,
  }
  // They travel together and are done in this order; a change that reached nothing undoes the move.
  await Promise.all([
    updateRecord(transaction, table, id, columns),
    moveRequest(transaction, move),
    commit?.(),
  ])
  return { version: advanced.version, state: advanced.to, due: answeredDue(due) }
}

/** Tells the same input under the same key from another. */
const hashOf = (
  { table, id, transition, expectedVersion, answers }: AdvanceInput,
  { macs }: Pick<Adapters, 'macs'>,
): Buffer =>
  macs.input(
    JSON.stringify(['advance', table, id, transition, expectedVersion, Object.entries(answers).toSorted()]),
  )

/** Takes one transition of a request: locked, fenced by the version its actor saw, decided by the engine, written whole. */
export const advanceRequest = (context: Context, input: AdvanceInput): Promise<Result<AdvanceAnswer>> =>
  attempt(
    context,
    { verb: 'transition', table: input.table, records: [input.id], detail: input.transition },
    (caller, live) => {
      const inputHash = hashOf(input, context.adapters)
      return inTransaction(context.adapters.database.pool(caller.login), async (transaction, commit) => {
        const locked = await beginWithRequest(transaction, caller, live.hash, input)
        if (!locked || locked.actor.audience === 'system' || !('account' in locked.actor))
          return refuse(notFound)
        const replay = replayed(locked, inputHash)
        if (replay) return replay
        const pinned = await context.adapters.live.numbered(locked.pinned)
        const advanced = advance({
          portal: live.portal,
          process: pinned.portal,
          request: requestOf(input.id, locked),
          record: {
            owner: ownerIn(locked.facts),
            facts: await guardFacts(
              locked.facts,
              { portal: live.portal, table: input.table, record: input.id },
              context.adapters.keyRing,
            ),
          },
          actor: actorOf(locked.actor),
          now: locked.at,
          today: locked.today,
          freshAt: locked.actor.fresh_at,
          transitionId: input.transition,
          expectedVersion: input.expectedVersion,
          typed: input.answers,
          begins: await beginsOf(transaction, caller, live, input.table, input.answers),
        })
        if (!advanced.ok) return advanced
        const refusal = await refusedFiles(transaction, live.portal, input.table, advanced.value.values)
        if (refusal !== null) return refuse(refusal)
        const written = await writeAdvance(
          context.adapters,
          transaction,
          live,
          locked,
          { ...input, inputHash, form: stepForm(input) },
          advanced.value,
          commit,
        )
        return ok(written)
      })
    },
  )

import { randomUUID } from 'node:crypto'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { referenceOf } from '@portico/engine/portal/reference'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { start, type Started } from '@portico/engine/workflow/start'
import { actorOf } from '../postgres/actor-row.ts'
import type { Version } from '../postgres/live-store.ts'
import {
  beginStart,
  dropAnswersRow,
  insertRecord,
  lockRequest,
  openNewRequest,
  type Before,
} from '../postgres/request-store.ts'
import { inTransaction, type Commit, type Transaction } from '../postgres/transaction.ts'
import { refusedFiles } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { sealCells } from './cells.ts'
import { answeredDue, withIds } from './move.ts'

export type StartInput = {
  readonly workflow: string
  readonly patient?: RecordId | undefined
  readonly answers: Readonly<Record<string, string>>
  readonly key: string
}
export type StartAnswer = {
  readonly id: RecordId
  readonly reference: string
  readonly version: number
  readonly state: string
  readonly due: string | null
}

const newRecordId = (): RecordId => {
  const id = randomUUID()
  if (!isRecordId(id)) throw new Error('a random id is an id')
  return id
}

/** The same key again: the same answer, if it was the same input and may still be read. */
const replayed = async (
  transaction: Transaction,
  table: string,
  inputHash: Buffer,
  before: Before,
): Promise<Result<StartAnswer> | null> => {
  const { replay_hash: hash, replay_request: id, replay_version: version, replay_state: state } = before
  if (hash === null || id === null || version === null || state === null) return null
  if (!hash.equals(inputHash)) return refuse<Refusal>({ code: 'key-reused' })
  if (!(await lockRequest(transaction, table, id, null))) return refuse<Refusal>({ code: 'not-found' })
  return ok({ id, reference: referenceOf(id), version, state, due: before.replay_due })
}

const write = async (
  context: Context,
  transaction: Transaction,
  commit: Commit,
  live: Version,
  input: StartInput,
  table: string,
  started: Started,
  inputHash: Buffer,
): Promise<StartAnswer> => {
  const id = newRecordId()
  const columns = await sealCells(
    started.values,
    { portal: live.portal, table, record: id, owner: started.owner },
    context.adapters,
  )
  const form = live.portal.workflows[input.workflow]?.start.form
  const inserting = insertRecord(transaction, table, id, columns)
  const opening = openNewRequest(transaction, {
    table,
    request: id,
    workflow: input.workflow,
    transition: null,
    from: null,
    to: started.state,
    version: 0,
    queue: started.queue,
    assignee: null,
    due: started.due,
    ends: false,
    keepsDeadlines: true,
    deadlines: withIds(started.deadlines),
    effects: withIds(started.effects),
    fields: Object.keys(started.values),
    key: input.key,
    inputHash,
  })
  // They travel together and are done in this order; the first that fails is the one that is told.
  await Promise.all([
    inserting,
    opening,
    form === undefined ? null : dropAnswersRow(transaction, form),
    commit(),
  ])
  return { id, reference: referenceOf(id), version: 1, state: started.state, due: answeredDue(started.due) }
}

/** Starts a request: the record, the request and the entry are one transaction, and the same key starts it once. */
export const startRequest = (context: Context, input: StartInput): Promise<Result<StartAnswer>> =>
  attempt(context, { verb: 'create', detail: input.workflow }, (caller, live) => {
    const workflow = live.portal.workflows[input.workflow]
    if (!workflow) return Promise.resolve(refuse<Refusal>({ code: 'not-found' }))
    const { table } = workflow
    const inputHash = context.adapters.macs.input(
      JSON.stringify([
        'start',
        input.workflow,
        input.patient ?? null,
        Object.entries(input.answers).toSorted(),
      ]),
    )
    return inTransaction(context.adapters.database.pool(caller.login), async (transaction, commit) => {
      const before = await beginStart(transaction, caller, live.hash, {
        table,
        path: live.portal.tables[table]?.patient ?? null,
        patient: input.patient ?? null,
        key: input.key,
      })
      const replay = await replayed(transaction, table, inputHash, before)
      if (replay) return replay
      const started = start({
        portal: live.portal,
        workflowId: input.workflow,
        actor: actorOf(before.actor),
        typed: input.answers,
        patient: input.patient ?? null,
        prospective: before.facts,
        now: before.at,
        today: before.today,
      })
      if (!started.ok) return started
      const refusal = await refusedFiles(transaction, live.portal, table, started.value.values)
      return refusal === null
        ? ok(await write(context, transaction, commit, live, input, table, started.value, inputHash))
        : refuse(refusal)
    })
  })

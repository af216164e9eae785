import type { Pool } from 'pg'
import { z } from 'zod'
import type { Facts } from '@portico/engine/access/condition'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import type { ArmedDeadline, Effect } from '@portico/engine/workflow/effect'
import type { PortalRequest } from '@portico/engine/workflow/request'
import { actorRowSchema, systemRowSchema } from './actor-row.ts'
import { quoted } from './identifier.ts'
import { pastPublishing } from './past-publishing.ts'
import { prepared } from './prepared.ts'
import { timelineSchema } from './timeline-row.ts'
import type { Transaction } from './transaction.ts'

const recordId = z.string().refine(isRecordId)
const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const situation = {
  actor: z.union([actorRowSchema, systemRowSchema]),
  at: z.string(),
  today: z.string(),
  workflow: z.string(),
  pinned: z.number(),
  state: z.string(),
  version: z.number(),
  facts: factsSchema,
}
const lockedSchema = z.object({
  ...situation,
  replay_hash: z.instanceof(Buffer).nullable(),
  replay_version: z.number().nullable(),
  replay_state: z.string().nullable(),
  replay_due: z.string().nullable(),
})
export type Locked = z.infer<typeof lockedSchema>

const viewedSchema = z.object({ ...situation, actor: actorRowSchema, timeline: timelineSchema })
export type Viewed = z.infer<typeof viewedSchema>

/** Whose session it is, the patient she stands for in this call, if any, and whether she does it or her open page. */
export type Standing = {
  readonly mac: Buffer
  readonly standsFor: RecordId | null
  readonly isByPerson: boolean
}

/** Begins the transaction as the session's account, and says which that is; raises what `refusalIn` understands. */
export const beginActor = async (
  transaction: Transaction,
  { mac, standsFor, isByPerson }: Standing,
  hash: string,
): Promise<AccountId> => {
  const { rows } = await transaction.query<{ account: string }>(
    'select portico.begin_actor($1, $2, $3, $4) as account',
    [mac, hash, isByPerson, standsFor],
  )
  return z.string().refine(isAccountId).parse(rows[0]?.account)
}

/** Locks a request and reads what a decision needs; null when it is not there for this actor. */
export const lockRequest = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
  key: string | null,
): Promise<Locked | null> => {
  const { rows } = await transaction.query(
    prepared('select * from portico.lock_request($1, $2, $3)', [table, id, key]),
  )
  return rows[0] === undefined ? null : lockedSchema.parse(rows[0])
}

/** The same in the statement that begins the transaction as the session's account. */
export const beginWithRequest = async (
  transaction: Transaction,
  { mac, standsFor, isByPerson }: Standing,
  hash: string,
  { table, id, key }: { readonly table: string; readonly id: RecordId; readonly key: string },
): Promise<Locked | null> => {
  const { rows } = await transaction.query(
    prepared(
      `with a as materialized (select portico.begin_actor($1, $2, $3, $4) as account)
       select l.* from a cross join lateral portico.lock_request(case when a.account is not null then $5::text end, $6, $7) l`,
      [mac, hash, isByPerson, standsFor, table, id, key],
    ),
  )
  return rows[0] === undefined ? null : lockedSchema.parse(rows[0])
}

/** The table of a request whose id alone is known; null when it is not there for this actor. */
export const tableOfRequest = async (transaction: Transaction, id: RecordId): Promise<string | null> => {
  const { rows } = await transaction.query<{ table: string | null }>(
    'select portico.table_of_request($1) as table',
    [id],
  )
  return rows[0]?.table ?? null
}

/** In the transaction that established the actor, by one who decides nothing yet. */
export const viewRequest = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
): Promise<Viewed | null> => {
  const { rows } = await transaction.query('select * from portico.view_request($1, $2)', [table, id])
  return rows[0] === undefined ? null : viewedSchema.parse(rows[0])
}

/** What permissions ask about the patient a request is about; null for who may not know, and where there is none. */
export const patientFacts = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
): Promise<Facts | null> => {
  const { rows } = await transaction.query<{ facts: unknown }>(
    'select portico.patient_facts($1, $2) as facts',
    [table, id],
  )
  return factsSchema.nullable().parse(rows[0]?.facts ?? null)
}

const idOrNull = (value: unknown): RecordId | null =>
  typeof value === 'string' && isRecordId(value) ? value : null

/** Facts for conditions, without what only the runtime needs. */
export const conditionFacts = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([path]) => !path.startsWith('_')))
export const ownerIn = (facts: Facts): RecordId | null => idOrNull(facts['_owner'])
export const dueIn = (facts: Facts): string | null =>
  typeof facts['_due'] === 'string' ? new Date(facts['_due']).toISOString() : null

/** Facts made by a version from before deadlines could count from there have none, and none of its deadlines does. */
const createdIn = (facts: Facts): string =>
  new Date(typeof facts['_created'] === 'string' ? facts['_created'] : 0).toISOString()

type Stood = Pick<Locked, 'workflow' | 'pinned' | 'state' | 'version' | 'facts'>

export const requestOf = (
  id: RecordId,
  { workflow, pinned, state, version, facts }: Stood,
): PortalRequest => ({
  id,
  workflow,
  pinned,
  state,
  version,
  queue: typeof facts['queue'] === 'string' ? facts['queue'] : null,
  assignee: idOrNull(facts['assignee']),
  created: createdIn(facts),
})

/** One move as the database takes it: complete, or refused. */
export type Move = {
  readonly table: string
  readonly request: RecordId
  readonly workflow: string
  readonly transition: string | null
  readonly from: string | null
  readonly to: string
  readonly version: number
  readonly queue: string | null
  readonly assignee: RecordId | null
  readonly due: string | null
  readonly ends: boolean
  readonly keepsDeadlines: boolean
  readonly deadlines: readonly (ArmedDeadline & { readonly id: string })[]
  readonly effects: readonly (Effect & { readonly id: string })[]
  readonly fields: readonly string[]
  /** Whether the actor changes cells in the same transaction, without which there is no move. */
  readonly isChanged: boolean
  /** The form whose kept answers are used up by it. */
  readonly form: string | null
  readonly key: string | null
  readonly inputHash: Buffer | null
}

const moveJson = ({ keepsDeadlines, isChanged, inputHash, ...move }: Move): string =>
  JSON.stringify({
    ...move,
    keeps_deadlines: keepsDeadlines,
    is_changed: isChanged,
    input_hash: inputHash?.toString('hex') ?? null,
  })

export const moveRequest = async (transaction: Transaction, move: Move): Promise<void> => {
  await transaction.query(prepared('select portico.move_request($1)', [moveJson(move)]))
}

/**
 * Inserts a record as the login, under row security and the cells' guard, together with the move it begins by: what
 * fires before and after it gives it its state and writes request, step and entry.
 */
export const insertRequest = async (
  transaction: Transaction,
  move: Move,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const names = Object.keys(columns)
  const places = names.map((_, index) => `, $${index + 3}`).join('')
  await transaction.query(
    prepared(
      `insert into data.${quoted(move.table)} (${['id', ...names].map(quoted).join(', ')})
       values ((select $2::uuid from set_config('portico.move', $1, true))${places})`,
      [moveJson(move), move.request, ...Object.values(columns)],
    ),
  )
}

/** Whether the cells were changed: no when row security does not let this actor update the record. */
export const updateRecord = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
  columns: Readonly<Record<string, unknown>>,
): Promise<boolean> => {
  const sets = Object.keys(columns).map((name, index) => `${quoted(name)} = $${index + 2}`)
  if (sets.length === 0) return true
  const { rowCount } = await transaction.query(
    prepared(`update data.${quoted(table)} set ${sets.join(', ')} where id = $1`, [
      id,
      ...Object.values(columns),
    ]),
  )
  return rowCount === 1
}

const beforeSchema = z.object({
  actor: actorRowSchema,
  at: z.string(),
  today: z.string(),
  facts: factsSchema,
  replay_hash: z.instanceof(Buffer).nullable(),
  replay_request: recordId.nullable(),
  replay_version: z.number().nullable(),
  replay_state: z.string().nullable(),
  replay_due: z.string().nullable(),
})
export type Before = z.infer<typeof beforeSchema>
type Beginning = Record<'table' | 'key', string> & { path: string | null; patient: RecordId | null }

/**
 * Begins the transaction as the session's account, and says who that is and when, what conditions may ask of a record
 * that is about to be, by way of the patient it is for, and what this key was answered with before.
 */
export const beginStart = async (
  transaction: Transaction,
  { mac, standsFor, isByPerson }: Standing,
  hash: string,
  { table, path, patient, key }: Beginning,
): Promise<Before> => {
  const { rows } = await transaction.query(
    prepared(
      `with a as materialized (select portico.begin_actor($1, $2, $3, $4) as account)
       select portico.actor() as actor, portico.portico_now() as at, portico.today() as today,
         portico.prospective_facts($5, case when $6::text is null then '{}' else jsonb_build_object($6::text, coalesce($7, portico.actor_patient()::text)) end) as facts,
         r.hash as replay_hash, r.request as replay_request, r.version as replay_version, r.state as replay_state, r.due as replay_due
       from a left join lateral portico.replay_of(case when a.account is not null then $8::uuid end) r on true`,
      [mac, hash, isByPerson, standsFor, table, path, patient, key],
    ),
  )
  return beforeSchema.parse(rows[0])
}

export const keepAnswersRow = async (
  transaction: Transaction,
  form: string,
  patient: RecordId | null,
  sealed: Buffer,
): Promise<string> => {
  const { rows } = await transaction.query<{ key: string }>(
    'select portico.answers_keep($1, $2, $3) as key',
    [form, patient, sealed],
  )
  const [row] = rows
  if (!row) throw new Error('answers that were just kept are gone')
  return row.key
}

export type AnswersRow = {
  readonly account: string
  readonly patient: RecordId | null
  readonly body: Buffer
  readonly key: string
}

export const loadAnswersRow = async (
  pool: Pool,
  { mac, standsFor, isByPerson }: Standing,
  hash: string,
  form: string,
): Promise<AnswersRow | null> => {
  const { rows } = await pastPublishing(pool, () =>
    pool.query<{ account: string; patient: string | null; body: Buffer; key: string }>(
      'with a as materialized (select portico.begin_actor($1, $2, $5, $4) as account) select a.account, l.* from a cross join lateral portico.answers_load(case when a.account is not null then $3 end) l',
      [mac, hash, form, standsFor, isByPerson],
    ),
  )
  const [row] = rows
  return row ? { ...row, patient: idOrNull(row.patient) } : null
}

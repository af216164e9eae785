import { sql, type Kysely } from 'kysely'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Facts } from '@portico/engine/access/condition'
import { isAccountId, isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import type { ArmedDeadline, Effect } from '@portico/engine/workflow/effect'
import type { PortalRequest } from '@portico/engine/workflow/request'
import { actorRowSchema, systemRowSchema } from './actor-row.ts'
import type { DeclaredViews } from './database.ts'
import { quoted } from './identifier.ts'
import type { Transaction } from './transaction.ts'

const recordId = z.string().refine(isRecordId)
const fact = z.union([z.string(), z.number(), z.boolean(), z.null()])
const factsSchema = z.record(z.string(), fact)

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

const timelineSchema = z.array(
  z.object({
    at: z.string(),
    version: z.number(),
    transition: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string(),
    audience: z.enum(['patient', 'staff', 'system']),
    account: z.string().nullable(),
    person: recordId.nullable(),
    assignee: recordId.nullable(),
  }),
)
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
  const { rows } = await transaction.query('select * from portico.lock_request($1, $2, $3)', [table, id, key])
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

/** In the transaction of the read that established the actor. */
export const viewRequest = async (
  runner: Kysely<DeclaredViews>,
  table: string,
  id: RecordId,
): Promise<Viewed | null> => {
  const { rows } = await sql`select * from portico.view_request(${table}, ${id})`.execute(runner)
  return rows[0] === undefined ? null : viewedSchema.parse(rows[0])
}

/** The same for one who has begun to act in a plain transaction, and decides nothing yet. */
export const lookAtRequest = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
): Promise<Viewed | null> => {
  const { rows } = await transaction.query('select * from portico.view_request($1, $2)', [table, id])
  return rows[0] === undefined ? null : viewedSchema.parse(rows[0])
}

/** What permissions ask about the patient a request is about; null for who may not know, and where there is none. */
export const patientFacts = async (
  runner: Kysely<DeclaredViews>,
  table: string,
  id: RecordId,
): Promise<Facts | null> => {
  const { rows } = await sql<{
    facts: unknown
  }>`select portico.patient_facts(${table}, ${id}) as facts`.execute(runner)
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

export const requestOf = (
  id: RecordId,
  {
    workflow,
    pinned,
    state,
    version,
    facts,
  }: Pick<Locked, 'workflow' | 'pinned' | 'state' | 'version' | 'facts'>,
): PortalRequest => ({
  id,
  workflow,
  pinned,
  state,
  version,
  queue: typeof facts['queue'] === 'string' ? facts['queue'] : null,
  assignee: idOrNull(facts['assignee']),
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
  readonly key: string | null
  readonly inputHash: Buffer | null
}

const moveJson = ({ keepsDeadlines, inputHash, ...move }: Move): string =>
  JSON.stringify({ ...move, keeps_deadlines: keepsDeadlines, input_hash: inputHash?.toString('hex') ?? null })

export const moveRequest = async (transaction: Transaction, move: Move): Promise<void> => {
  await transaction.query('select portico.move_request($1)', [moveJson(move)])
}

export const openNewRequest = async (transaction: Transaction, move: Move): Promise<void> => {
  await transaction.query('select portico.open_request($1)', [moveJson(move)])
}

export const insertRecord = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const names = ['id', ...Object.keys(columns)].map(quoted)
  const places = names.map((_, index) => `$${index + 1}`)
  await transaction.query(
    `insert into data.${quoted(table)} (${names.join(', ')}) values (${places.join(', ')})`,
    [id, ...Object.values(columns)],
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
    `update data.${quoted(table)} set ${sets.join(', ')} where id = $1`,
    [id, ...Object.values(columns)],
  )
  return rowCount === 1
}

const beforeSchema = z.object({
  actor: actorRowSchema,
  at: z.string(),
  today: z.string(),
  facts: factsSchema,
})
export type Before = z.infer<typeof beforeSchema>

/** Who acts and when, and what conditions may ask of a record that is about to be, by way of the patient it is for. */
export const beforeStart = async (
  transaction: Transaction,
  table: string,
  path: string | null,
  patient: RecordId | null,
): Promise<Before> => {
  const { rows } = await transaction.query(
    `select portico.actor() as actor, portico.portico_now() as at, portico.today() as today,
       portico.prospective_facts($1, case when $2::text is null then '{}' else jsonb_build_object($2::text, coalesce($3, portico.actor_patient()::text)) end) as facts`,
    [table, path, patient],
  )
  return beforeSchema.parse(rows[0])
}

/** What a key was answered with before. */
export type Replay = {
  readonly hash: Buffer
  readonly request: RecordId
  readonly version: number
  readonly state: string
  readonly due: string | null
}

export const replayOf = async (transaction: Transaction, key: string): Promise<Replay | null> => {
  const { rows } = await transaction.query<Replay>('select * from portico.replay_of($1)', [key])
  return rows[0] ?? null
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
  { mac, standsFor }: Standing,
  hash: string,
  form: string,
): Promise<AnswersRow | null> => {
  const { rows } = await pool.query<{ account: string; patient: string | null; body: Buffer; key: string }>(
    'with a as materialized (select portico.begin_actor($1, $2, true, $4) as account) select a.account, l.* from a cross join lateral portico.answers_load(case when a.account is not null then $3 end) l',
    [mac, hash, form, standsFor],
  )
  const [row] = rows
  return row ? { ...row, patient: idOrNull(row.patient) } : null
}

export const dropAnswersRow = async (transaction: Transaction, form: string): Promise<void> => {
  await transaction.query('select portico.answers_drop($1)', [form])
}

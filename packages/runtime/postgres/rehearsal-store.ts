import { DatabaseError, type Client, type Pool } from 'pg'
import { z } from 'zod'
import { isAccountId, isRecordId, type RecordId } from '@portico/engine/brand'
import { languages } from '@portico/engine/portal/text'
import { quoted } from './identifier.ts'

/** What is in a rehearsal environment. Everybody there is invented, and only its own process holds a way to it. */
const account = z.string().refine(isAccountId)
const record = z.string().refine(isRecordId)

/** The run a rehearsal's database was made for; null where it is no rehearsal's. */
export const rehearsalRun = async (at: Pool | Client): Promise<string | null> => {
  const { rows } = await at.query<{ value: string }>(
    `select value from portico.setting where name = 'rehearsal'`,
  )
  return rows[0]?.value ?? null
}

const personSchema = z.object({
  account,
  audience: z.enum(['patient', 'staff']),
  person: record.nullable(),
  roles: z.array(z.string()),
  name: z.instanceof(Buffer).nullable(),
})
export type RehearsalPerson = z.infer<typeof personSchema>

export const rehearsalPeople = async (pool: Pool): Promise<readonly RehearsalPerson[]> => {
  const { rows } = await pool.query(
    `select a.id as account, a.audience, a.person, a.name, array_agg(distinct ar.role order by ar.role) as roles
     from portico.account a join portico.account_role ar on ar.account = a.id join portico.role r on r.id = ar.role
     where a.disabled_at is null group by a.id order by a.audience, a.created, a.id`,
  )
  return rows.map((row) => personSchema.parse(row))
}

const mailSchema = z.object({
  id: z.string(),
  at: z.string(),
  notice: z.string(),
  receiver: z.enum(['patient', 'queue', 'proxy']),
  workflow: z.string(),
  state: z.string(),
  patient: record.nullable(),
  status: z.enum(['pending', 'done', 'superseded', 'attention']),
  language: z.enum(languages).nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
})
export type RehearsalMail = z.infer<typeof mailSchema>

const mailsMax = 100

export const rehearsalMails = async (pool: Pool): Promise<readonly RehearsalMail[]> => {
  const { rows } = await pool.query(
    `select x.id, coalesce(d.at, x.at, x.created) as at, x.notice, x.receiver, r.workflow, x.state, x.status, d.language, d.subject, d.body,
       (portico.record_facts(r.table_id, r.id) ->> '_owner')::uuid as patient
     from portico.effect x join portico.request r on r.id = x.request left join portico.delivery d on d.effect = x.id
     order by coalesce(d.at, x.at, x.created) desc, x.ordinal limit $1`,
    [mailsMax],
  )
  return rows.map((row) => mailSchema.parse(row))
}

const stepSchema = z.object({
  version: z.number(),
  transition: z.string().nullable(),
  to: z.string(),
  account: account.nullable(),
  at: z.string(),
  notices: z.array(z.string()),
})
const requestSchema = z.object({
  id: record,
  table: z.string(),
  workflow: z.string(),
  state: z.string(),
  has_ended: z.boolean(),
  due: z.string().nullable(),
  steps: z.array(stepSchema),
})
export type RehearsalRequest = z.infer<typeof requestSchema>

const requestsMax = 50

/** The last requests with each of their steps, and the messages each step asked for; newest first. */
export const rehearsalRequests = async (
  pool: Pool,
  only: RecordId | null = null,
): Promise<readonly RehearsalRequest[]> => {
  const { rows } = await pool.query(
    `select r.id, r.table_id as table, r.workflow, r.state, r.ended_at is not null as has_ended,
       (select to_json(min(d.at)) #>> '{}' from portico.deadline d where d.request = r.id and d.status = 'armed') as due,
       (select json_agg(json_build_object('version', t.version, 'transition', t.transition, 'to', t.to_state,
          'account', case when t.audience <> 'system' then t.account end, 'at', t.at,
          'notices', (select coalesce(json_agg(x.notice order by x.ordinal), '[]') from portico.effect x
             where x.request = r.id and x.version = t.version and x.receiver <> 'proxy')) order by t.version)
        from portico.transition t where t.request = r.id) as steps
     from portico.request r where $2::uuid is null or r.id = $2 order by r.created desc, r.id limit $1`,
    [requestsMax, only],
  )
  return rows.map((row) => requestSchema.parse(row))
}

const clockSchema = z.object({ now: z.string(), next_due: z.string().nullable() })
const jumpSchema = z.object({ at: z.string(), until: z.string() })

export const rehearsalClock = async (pool: Pool) => {
  const clock = await pool.query(
    `select portico.portico_now() as now, (select min(at) from portico.deadline where status = 'armed') as next_due`,
  )
  const jumps = await pool.query('select at, until from portico.clock_jump order by id desc limit 50')
  return {
    ...clockSchema.parse(clock.rows[0]),
    jumps: jumps.rows.map((row) => jumpSchema.parse(row)),
  }
}

/** What time it is then; null for a moment to which its clock does not go. */
export const rehearsalJump = async (pool: Pool, until: string): Promise<string | null> => {
  try {
    const { rows } = await pool.query<{ now: string }>('select portico.rehearsal_jump($1) as now', [until])
    return z.string().parse(rows[0]?.now)
  } catch (fault) {
    if (fault instanceof DatabaseError && fault.code === 'PT004') return null
    throw fault
  }
}

/** One record as it lies in its table. */
export const rehearsalRecord = async (pool: Pool, table: string, id: RecordId): Promise<unknown> => {
  const { rows } = await pool.query<{ record: unknown }>(
    `select to_jsonb(t) as record from data.${quoted(table)} t where t.id = $1`,
    [id],
  )
  return rows[0]?.record
}

const earlierSchema = z.object({
  field: z.string(),
  sealed: z.instanceof(Buffer).nullable(),
  plain: z.string().nullable(),
  step: z.number(),
})
/** What a cell held before the step that made this version of a request. */
export type RehearsalEarlier = z.infer<typeof earlierSchema>

/** Oldest first. */
export const rehearsalEarlier = async (
  pool: Pool,
  table: string,
  id: RecordId,
): Promise<readonly RehearsalEarlier[]> => {
  const { rows } = await pool.query(
    `select field, sealed, plain, step from portico.earlier_value
     where table_id = $1 and record = $2 and step is not null order by id`,
    [table, id],
  )
  return rows.map((row) => earlierSchema.parse(row))
}

/** Any record of each table, for somebody new to belong to. */
export const firstRecords = async (
  pool: Pool,
  tables: readonly string[],
): Promise<ReadonlyMap<string, RecordId>> => {
  const found = new Map<string, RecordId>()
  for (const table of tables) {
    const { rows } = await pool.query<{ id: string }>(
      `select id from data.${quoted(table)} where _deleted is null order by _created, id limit 1`,
    )
    const id = rows[0]?.id
    if (id !== undefined && isRecordId(id)) found.set(table, id)
  }
  return found
}

export const rolesHeld = async (pool: Pool): Promise<ReadonlySet<string>> => {
  const { rows } = await pool.query<{ role: string }>('select distinct role from portico.account_role')
  return new Set(rows.map(({ role }) => role))
}

/** How far its clock is ahead of the world's, in milliseconds. */
export const rehearsalAhead = async (pool: Pool): Promise<number> => {
  const { rows } = await pool.query<{ seconds: number }>(
    `select value::int as seconds from portico.setting where name = 'clock_offset_seconds'`,
  )
  return (rows[0]?.seconds ?? 0) * 1000
}

import { sql, type Kysely, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import type { RecordId } from '@portico/engine/brand'
import type { EntryVerb } from '@portico/engine/trail/entry'
import type { Database, DeclaredViews } from './database.ts'
import type { Login } from './logins.ts'
import type { Transaction } from './transaction.ts'

/** A record as its view gave it: ciphertext where a private cell came through, null where none did. */
export type Row = Readonly<Record<string, unknown>>

export type ReadCall = {
  readonly mac: Buffer
  readonly standsFor: RecordId | null
  readonly isByPerson: boolean
  readonly hash: string
  readonly login: Extract<Login, 'portico_patient' | 'portico_staff'>
  readonly table: string
  readonly fields: readonly string[]
  readonly isWorkflow: boolean
  readonly verb: EntryVerb
  /** The one record that is to be opened; finding nothing is then a refusal. */
  readonly wanted: RecordId | null
}

export type Query = SelectQueryBuilder<DeclaredViews, string, Row>
type Runner = Kysely<DeclaredViews>

const requestColumns = ['_state', '_queue', '_assignee', '_due', '_version', '_pinned']

const schemaOf = ({ hash, login }: Pick<ReadCall, 'hash' | 'login'>): string =>
  `p_${hash.slice(0, 12)}_${login === 'portico_patient' ? 'patient' : 'staff'}`

/** The caller's own part: the cells of the view. Whether one may see them is the view's business, not this query's. */
const selected = (runner: Runner, call: ReadCall): Query =>
  runner
    .withSchema(schemaOf(call))
    .selectFrom(call.table)
    .select([
      'id',
      '_owner',
      '_created',
      '_hidden',
      ...(call.isWorkflow ? requestColumns : []),
      ...call.fields,
    ])
    .select(sql<string>`"_created"::text`.as('_created_text'))

/** The fields of which at least one cell came through: the trail must not say that somebody read what was hidden. */
const fieldsRead = ({ fields }: ReadCall): RawBuilder<unknown> =>
  sql`array(select f.id from unnest(${[...fields]}::text[]) with ordinality f(id, at)
    where exists (select 1 from r where substr(r."_hidden", f.at::int, 1) = '0') order by f.at)`

const entryOf = (call: ReadCall): RawBuilder<unknown> =>
  sql`portico.entry_read(${call.verb}, ${call.table}, (select array_agg(r.id) from r),
    (select array_agg(distinct r."_owner") filter (where r."_owner" is not null) from r), ${fieldsRead(call)}, ${call.wanted}::uuid)`

/**
 * One statement: it establishes the actor, reads what Postgres lets through, and writes the entry. The inner query
 * depends on the actor's row, so nothing is read before there is an actor; without the entry nothing is answered.
 */
const statement = (runner: Runner, call: ReadCall, narrowed: (query: Query) => Query): RawBuilder<Row> => {
  const inner = narrowed(selected(runner, call)).where(sql<boolean>`a.account is not null`)
  return sql<Row>`with a as materialized (select portico.begin_actor(${call.mac}, ${call.hash}, ${call.isByPerson}, ${call.standsFor}::uuid) as account),
    r as materialized (select v.* from a cross join lateral (${inner}) v),
    e as materialized (select ${entryOf(call)} from a)
    select r.* from e left join r on true`
}

export const readRows = async (
  runner: Runner,
  call: ReadCall,
  narrowed: (query: Query) => Query,
): Promise<readonly Row[]> => {
  const { rows } = await statement(runner, call, narrowed).execute(runner)
  return rows.filter((row) => row['id'] !== null)
}

/** The same cells within a transaction that has begun its actor, and that writes the entry before it ends. */
export const readRowsWithin = async (
  transaction: Transaction,
  runner: Runner,
  call: ReadCall,
  narrowed: (query: Query) => Query,
): Promise<readonly Row[]> => {
  const { sql: text, parameters } = narrowed(selected(runner, call)).compile()
  const { rows } = await transaction.query<Record<string, unknown>>(text, [...parameters])
  return rows
}

const countSchema = z.object({
  _queue: z.string(),
  waiting: z.number(),
  late: z.number(),
  mine: z.number(),
})
export type QueueCount = z.infer<typeof countSchema>

/** How many requests of a table wait, by queue: those in these queues, and those that `mine` has anywhere. */
export const countRows = async (
  runner: Runner,
  call: ReadCall,
  queues: readonly string[],
  mine: RecordId | null,
): Promise<readonly QueueCount[]> => {
  const inner = sql`select "_queue", count(*)::int as waiting, (count(*) filter (where "_due" < portico.portico_now()))::int as late,
      (count(*) filter (where "_assignee" = ${mine}::uuid))::int as mine
    from ${sql.table(`${schemaOf(call)}.${call.table}`)} where a.account is not null
      and "_queue" is not null and ("_queue" = any (${[...queues]}::text[]) or "_assignee" = ${mine}::uuid) group by "_queue"`
  const { rows } =
    await sql<Row>`with a as materialized (select portico.begin_actor(${call.mac}, ${call.hash}, ${call.isByPerson}, ${call.standsFor}::uuid) as account),
      r as materialized (select v.* from a cross join lateral (${inner}) v),
      e as materialized (select portico.entry_read('list', ${call.table}, null, null, null, null) from a)
      select r.* from e left join r on true`.execute(runner)
  return rows.filter((row) => row['_queue'] !== null).map((row) => countSchema.parse(row))
}

/** What no record leads to yet by a `once` reference; in a query over the records it leads to. */
export const isFree = (table: string, field: string): RawBuilder<boolean> =>
  sql<boolean>`not portico.is_taken(${table}, ${field}, id)`

export const runnerOf = (database: Database, login: Login): Runner => database.query(login)

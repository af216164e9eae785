import { isDeepStrictEqual } from 'node:util'
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
  type SelectQueryBuilder,
} from 'kysely'
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg'
import { z } from 'zod'
import type { RecordId } from '@portico/engine/brand'
import type { EntryVerb } from '@portico/engine/trail/entry'
import type { Database } from './database.ts'
import type { Login } from './logins.ts'
import { pastPublishing } from './past-publishing.ts'
import { prepared } from './prepared.ts'
import type { Transaction } from './transaction.ts'

/** Views are named by what a practice declared, so their columns are known to the portal and not to the compiler. */
type DeclaredViews = Record<string, Record<string, unknown>>

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
  /** The only ones of them whose cells are read; without it all. */
  readonly only?: readonly string[]
  readonly isWorkflow: boolean
  readonly verb: EntryVerb
  /** The one record that is to be opened; finding nothing is then a refusal. */
  readonly wanted: RecordId | null
}

export type Query = SelectQueryBuilder<DeclaredViews, string, Row>
/** What runs a statement: a login's pool, or a transaction that has begun. */
type Runner = {
  readonly query: <R extends QueryResultRow>(query: string | QueryConfig) => Promise<QueryResult<R>>
}

/** Kysely writes queries here and runs none. */
const writer = new Kysely<DeclaredViews>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const requestColumns = ['_state', '_queue', '_assignee', '_due', '_version', '_pinned']

const schemaOf = ({ hash, login }: Pick<ReadCall, 'hash' | 'login'>): string =>
  `p_${hash.slice(0, 12)}_${login === 'portico_patient' ? 'patient' : 'staff'}`

/** What is not asked for counts as withheld: it is not read, and the entry does not say that it was. */
const marksOf = ({ fields, only }: ReadCall): RawBuilder<string> =>
  only === undefined
    ? sql`"_hidden"`
    : sql`concat(${sql.join(
        fields.map((field, at) =>
          only.includes(field) ? sql`substr("_hidden", ${sql.lit(at + 1)}, 1)` : sql.lit('1'),
        ),
      )})`

/** What is answered with. Whose record it is is the entry's business, and goes no further. */
const answered = (call: ReadCall): readonly string[] => [
  'id',
  '_created_text',
  '_hidden',
  ...(call.isWorkflow ? requestColumns : []),
  ...(call.only ?? call.fields),
]

/** The caller's own part: the cells of the view. Whether one may see them is the view's business, not this query's. */
const selected = (call: ReadCall): Query =>
  writer
    .withSchema(schemaOf(call))
    .selectFrom(call.table)
    .select(['id', '_owner', ...(call.isWorkflow ? requestColumns : []), ...(call.only ?? call.fields)])
    .select(marksOf(call).as('_hidden'))
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
const statement = (call: ReadCall, narrowed: (query: Query) => Query): RawBuilder<Row> => {
  const inner = narrowed(selected(call)).where(sql<boolean>`a.account is not null`)
  return sql<Row>`with a as materialized (select portico.begin_actor(${call.mac}, ${call.hash}, ${call.isByPerson}, ${call.standsFor}::uuid) as account),
    r as materialized (select v.* from a cross join lateral (${inner}) v),
    e as materialized (select ${entryOf(call)} from a)
    select ${sql.join(answered(call).map((column) => sql.ref(`r.${column}`)))} from e left join r on true`
}

/** A question that is asked again in the same words, but for these values. */
export type Wording = { readonly name: string; readonly values: readonly unknown[] }

const textsMax = 200
const texts = new Map<string, string>()

const valuesOf = (call: ReadCall, inner: readonly unknown[]): readonly unknown[] => [
  call.mac,
  call.hash,
  call.isByPerson,
  call.standsFor,
  ...inner,
  call.verb,
  call.table,
  call.fields,
  call.wanted,
]

/** Writing a query takes longer than sending it, so the text is kept if nothing but these values is told by it. */
const written = (call: ReadCall, narrowed: (query: Query) => Query, wording?: Wording): QueryConfig => {
  const key =
    wording &&
    [schemaOf(call), call.table, wording.name, ...call.fields, '/', ...(call.only ?? call.fields)].join(' ')
  const held = key === undefined ? undefined : texts.get(key)
  if (wording && held !== undefined) return prepared(held, valuesOf(call, wording.values))
  const { sql: text, parameters } = statement(call, narrowed).compile(writer)
  if (wording && key !== undefined && isDeepStrictEqual(parameters, valuesOf(call, wording.values))) {
    if (texts.size >= textsMax) texts.clear()
    texts.set(key, text)
  }
  return prepared(text, parameters)
}

export const readRows = async (
  runner: Runner,
  call: ReadCall,
  narrowed: (query: Query) => Query,
  wording?: Wording,
): Promise<readonly Row[]> => {
  const { rows } = await runner.query<Row>(written(call, narrowed, wording))
  return rows.filter((row) => row['id'] !== null)
}

/** The same cells within a transaction that has begun its actor, and that writes the entry before it ends. */
export const readRowsWithin = async (
  transaction: Transaction,
  call: ReadCall,
  narrowed: (query: Query) => Query,
): Promise<readonly Row[]> => {
  const { sql: text, parameters } = narrowed(selected(call)).compile()
  const { rows } = await transaction.query<Row>(prepared(text, parameters))
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
  const counting =
    sql<Row>`with a as materialized (select portico.begin_actor(${call.mac}, ${call.hash}, ${call.isByPerson}, ${call.standsFor}::uuid) as account),
      r as materialized (select v.* from a cross join lateral (${inner}) v),
      e as materialized (select portico.entry_read('list', ${call.table}, null, null, null, null) from a)
      select r.* from e left join r on true`.compile(writer)
  const { rows } = await runner.query<Row>(prepared(counting.sql, counting.parameters))
  return rows.filter((row) => row['_queue'] !== null).map((row) => countSchema.parse(row))
}

/** What no record leads to yet by a `once` reference; in a query over the records it leads to. */
export const isFree = (table: string, field: string): RawBuilder<boolean> =>
  sql<boolean>`not portico.is_taken(${table}, ${field}, id)`

/** The instant by the only clock there is, ISO. */
export const clockNow = async (runner: Runner): Promise<string> => {
  const { rows } = await runner.query<{ at: string }>('select portico.portico_now() as at')
  const at = rows[0]?.at
  if (at === undefined) throw new Error('The clock did not answer.')
  return at
}

export const runnerOf = (database: Database, login: Login): Runner => {
  const pool = database.pool(login)
  return { query: (query) => pastPublishing(pool, () => pool.query(query)) }
}

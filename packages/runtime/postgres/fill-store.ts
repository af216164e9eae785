import type { Pool } from 'pg'
import type { FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import type { Fill } from '@portico/engine/portal/fills'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { columnType, ownerColumn, type ColumnType } from './column.ts'
import { literal, quoted } from './identifier.ts'
import type { Transaction } from './transaction.ts'

/** What a record holds in the field from which another is filled, and a mark by which one sees whether that changed. */
export type SourceRow = {
  readonly id: RecordId
  readonly owner: string | null
  readonly value: FieldValue | Buffer
  readonly mark: Buffer
}

/** The same record, with what goes into the columns of the new field; null where its value does not convert. */
export type FilledRow = Pick<SourceRow, 'id' | 'mark'> & {
  readonly value: FieldValue | Buffer
  readonly tokens: readonly Buffer[] | null
}

export const filledColumn = (field: string): string => quoted(`_filled.${field}`)

/** Of a record whose old field is blank, and of one that was never filled. */
const blank = `'\\x'::bytea`

/** The same bytes give the same mark, whatever the settings of the session. */
const markOf = (column: string, type: ColumnType): string => {
  if (type === 'bytea') return `coalesce(sha256(${column}), ${blank})`
  const text = type === 'timestamptz' ? `(${column} at time zone 'UTC')::text` : `${column}::text`
  return `coalesce(sha256(convert_to(${text}, 'UTF8')), ${blank})`
}

const sourceMark = ({ source, from }: Fill): string => markOf(`r.${quoted(source)}`, columnType(from))

const isChanged = (fill: Fill): string =>
  `${sourceMark(fill)} <> coalesce(r.${filledColumn(fill.field)}, ${blank})`

/** What the new field holds that no filling put there is somebody's own, and stays. */
const isUnfilled = (fill: Fill): string =>
  `${isChanged(fill)} and (r.${quoted(fill.field)} is null or r.${filledColumn(fill.field)} is not null)`

/** From which every version's fills are reckoned; null before the first. */
export const livePortal = async (client: Pick<Transaction, 'query'>): Promise<Portal | null> => {
  const { rows } = await client.query<{ body: string }>(
    'select v.body from portico.live l join portico.version v on v.number = l.version',
  )
  return rows[0] ? portalSchema.parse(JSON.parse(rows[0].body)) : null
}

/** Some of the records of which the new field does not hold yet what the old one says, in the order of their ids. */
export const unfilledRows = async (
  client: Pick<Transaction, 'query'>,
  portal: Portal,
  fill: Fill,
  after: string | null,
  size: number,
): Promise<readonly SourceRow[]> => {
  const { rows } = await client.query<SourceRow>(
    `select r.id, ${ownerColumn(portal, fill.table) ?? 'null::uuid'} as owner, r.${quoted(fill.source)} as value, ${sourceMark(fill)} as mark
     from data.${quoted(fill.table)} r where ${isUnfilled(fill)} and ($1::uuid is null or r.id > $1) order by r.id limit $2`,
    [after, size],
  )
  return rows
}

/** Some of the records that have a value to take over, whatever became of it. */
export const sourceRows = async (
  client: Pick<Transaction, 'query'>,
  portal: Portal,
  fill: Pick<Fill, 'table' | 'source'>,
  after: string | null,
  size: number,
): Promise<readonly SourceRow[]> => {
  const { rows } = await client.query<SourceRow>(
    `select r.id, ${ownerColumn(portal, fill.table) ?? 'null::uuid'} as owner, r.${quoted(fill.source)} as value, ${blank} as mark
     from data.${quoted(fill.table)} r
     where r.${quoted(fill.source)} is not null and ($1::uuid is null or r.id > $1) order by r.id limit $2`,
    [after, size],
  )
  return rows
}

/** How many records are filled, at most. */
export const countSources = async (pool: Pool, { table, source }: Fill): Promise<number> => {
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) as count from data.${quoted(table)} where ${quoted(source)} is not null`,
  )
  return Number(rows[0]?.count ?? 0)
}

/** An array inside an array would have to be as long as its neighbours. */
const written = (tokens: readonly Buffer[] | null): string | null =>
  tokens && `{${tokens.map((token) => `"\\\\x${token.toString('hex')}"`).join(',')}}`

/**
 * Fills these records, each only while it still says what it was read with; one that changed meanwhile is found again. A
 * value from an earlier life of the field is kept beside the record, like any that is replaced.
 */
export const writeFilled = async (
  client: Pick<Transaction, 'query'>,
  fill: Fill,
  rows: readonly FilledRow[],
): Promise<void> => {
  const { table, field, to } = fill
  const type = columnType(to)
  const [name, own] = [`data.${quoted(table)}`, `r.${quoted(field)}`]
  const before = type === 'bytea' ? `${own}, null` : `null, ${own}::text`
  const found = to.search ? `, ${quoted(`_find.${field}`)} = m.tokens::bytea[]` : ''
  const still = `${sourceMark(fill)} = m.mark`
  await client.query(
    `with m as materialized (select * from unnest($1::uuid[], $2::bytea[], $3::${type}[], $4::text[]) m(id, mark, value, tokens)),
       kept as (insert into portico.earlier_value (table_id, record, field, sealed, plain, account, at)
         select ${literal(table)}, r.id, ${literal(field)}, ${before}, portico.acting_account(), portico.portico_now()
         from ${name} r join m on m.id = r.id where ${own} is not null and ${own} is distinct from m.value and ${still})
     update ${name} r set ${quoted(field)} = m.value, ${filledColumn(field)} = m.mark${found} from m where r.id = m.id and ${still}`,
    [
      rows.map(({ id }) => id),
      rows.map(({ mark }) => mark),
      rows.map(({ value }) => value),
      rows.map(({ tokens }) => written(tokens)),
    ],
  )
}

/**
 * A filled field that goes out of sight knows what the old one says at this moment. Comes it back, what was written there
 * since is newer than its own, and what was written before is not.
 */
export const markLeaving = async (transaction: Transaction, fill: Fill): Promise<void> => {
  const mark = filledColumn(fill.field)
  await transaction.query(
    `update data.${quoted(fill.table)} r set ${mark} = ${sourceMark(fill)}
     where ${isChanged(fill)} or (r.${quoted(fill.field)} is not null and r.${mark} is null)`,
  )
}

/** That a field was filled is a fact of its own; records from before anybody could act are filled by nobody. */
export const writeFilledEntry = async (
  transaction: Transaction,
  { table, field, source }: Fill,
  isByPerson: boolean,
): Promise<void> => {
  const actor = isByPerson ? 'portico.actor()' : `'{"audience": "system"}'`
  await transaction.query(
    `select portico.append_entry(${actor}, 'publish', 'done', null, $1, null, null, $2, 'filled')`,
    [table, [source, field]],
  )
}

import type { Pool } from 'pg'
import type { AccountId, RecordId } from '@portico/engine/brand'
import { entrySchema, type Entry, type EntryVerb } from '@portico/engine/trail/entry'
import { pastPublishing } from './past-publishing.ts'

/** What somebody tried, in ids: what an entry about it says when the answer was no. */
export type Attempted = {
  readonly verb: EntryVerb
  readonly table?: string
  readonly records?: readonly RecordId[]
  readonly fields?: readonly string[]
  readonly detail?: string
}

export const writeRefusal = async (
  pool: Pool,
  sessionMac: Buffer | null,
  { verb, table, records, fields, detail }: Attempted,
  code: string,
  from: { readonly address: string; readonly browser: string; readonly standsFor: RecordId | null },
): Promise<void> => {
  await pool.query('select portico.entry_refusal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
    sessionMac,
    verb,
    code,
    table ?? null,
    records ?? [],
    fields ?? [],
    detail ?? null,
    from.address,
    from.browser,
    from.standsFor,
  ])
}

/** Whose name was tried is found out in the database: who tries learns nothing of it. */
export const writeFailedSignIn = async (
  pool: Pool,
  nameMac: Buffer,
  code: string,
  from: { readonly address: string; readonly browser: string },
): Promise<void> => {
  await pool.query('select portico.entry_failed_sign_in($1, $2, $3, $4)', [
    nameMac,
    code,
    from.address,
    from.browser,
  ])
}

/** An entry's columns, under the names and in the forms the engine hashes: moments to the microsecond, in UTC. */
export const entryColumns = `e.seq::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, e.verb, e.outcome, e.code, e.account, e.person,
  e.audience, e.roles, e.on_behalf_of as "onBehalfOf", e.version, e.table_id as "table", e.records, e.patients, e.fields, e.detail, e.address, e.browser, e.session`

export type TrailQuestion = {
  readonly patient?: RecordId | undefined
  readonly account?: AccountId | undefined
  readonly days: number
  readonly verb?: string | undefined
  readonly after?: string | undefined
  readonly size: number
  /** It leaves Portico as a file, which is a fact of its own. */
  readonly isExport: boolean
}

export const readEntries = async (
  pool: Pool,
  caller: { readonly mac: Buffer; readonly isByPerson: boolean },
  liveHash: string,
  { patient, account, days, verb, after, size, isExport }: TrailQuestion,
): Promise<readonly Entry[]> => {
  const { rows } = await pastPublishing(pool, () =>
    pool.query(
      `with a as materialized (select portico.begin_actor($1, $2, $10) as account),
         x as materialized (select case when a.account is not null and $9 then
           portico.entry_write('export', null, null, array_remove(array[$3::uuid], null), null, 'trail') end from a)
       select ${entryColumns} from a cross join x cross join lateral portico.trail_read(case when a.account is not null then $3::uuid end, $4,
         portico.portico_now() - $5 * interval '1 day', $6, $7, $8) e order by e.seq desc`,
      [
        caller.mac,
        liveHash,
        patient ?? null,
        account ?? null,
        days,
        verb ?? null,
        after ?? null,
        size,
        isExport,
        caller.isByPerson,
      ],
    ),
  )
  return rows.map((row) => entrySchema.parse(row))
}

export const trailSize = async (
  pool: Pool,
): Promise<{ readonly sealed: number; readonly unsealed: number }> => {
  const { rows } = await pool.query<{ sealed: string; unsealed: string }>(
    'select sealed, unsealed from portico.trail_size()',
  )
  return { sealed: Number(rows[0]?.sealed ?? 0), unsealed: Number(rows[0]?.unsealed ?? 0) }
}

import { z } from 'zod'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import type { OpenCount } from '@portico/engine/portal/touched-requests'
import type { Transaction } from './transaction.ts'

/** The one draft of this environment's portal, and each edit that made it. */
export type DraftRow = { readonly revision: number; readonly portal: Portal }
export type DraftEdit = {
  readonly revision: number
  readonly at: string
  readonly account: string
  readonly kinds: readonly string[]
}

const kindsSchema = z.array(z.object({ kind: z.string() }))
const historyMax = 100

const draftOf = ({ revision, body }: { readonly revision: number; readonly body: string }): DraftRow => ({
  revision,
  portal: portalSchema.parse(JSON.parse(body)),
})

/** The draft, locked; where nobody has edited yet, it is the live portal. */
export const lockDraft = async (transaction: Transaction, live: Portal): Promise<DraftRow> => {
  await transaction.query('insert into portico.draft values (true, 0, $1) on conflict (one) do nothing', [
    JSON.stringify(live),
  ])
  const { rows } = await transaction.query<{ revision: number; body: string }>(
    'select revision, body from portico.draft for update',
  )
  const [row] = rows
  if (!row) throw new Error('a draft that was just kept is gone')
  return draftOf(row)
}

/** The draft as it is, for who only looks at it; null where nobody has edited yet. */
export const seenDraft = async (transaction: Transaction): Promise<Portal | null> => {
  const { rows } = await transaction.query<{ revision: number; body: string }>(
    'select revision, body from portico.draft',
  )
  return rows[0] ? draftOf(rows[0]).portal : null
}

export const writeDraft = async (
  transaction: Transaction,
  revision: number,
  portal: Portal,
  edits: readonly unknown[],
): Promise<void> => {
  await transaction.query('update portico.draft set revision = $1, body = $2', [
    revision,
    JSON.stringify(portal),
  ])
  await transaction.query(
    'insert into portico.draft_edit values ($1, portico.portico_now(), portico.acting_account(), $2)',
    [revision, JSON.stringify(edits)],
  )
}

export const draftHistory = async (transaction: Transaction): Promise<readonly DraftEdit[]> => {
  const { rows } = await transaction.query<{
    revision: number
    at: string
    by_account: string
    edits: string
  }>('select revision, at, by_account, edits from portico.draft_edit order by revision desc limit $1', [
    historyMax,
  ])
  return rows.map(({ revision, at, by_account, edits }) => ({
    revision,
    at,
    account: by_account,
    kinds: kindsSchema.parse(JSON.parse(edits)).map(({ kind }) => kind),
  }))
}

type Stage = OpenCount & { readonly pinned: number }

/** How many requests are open, by workflow, stage and the version they began with. */
export const openStages = async (transaction: Transaction): Promise<readonly Stage[]> => {
  const { rows } = await transaction.query<Omit<Stage, 'count'> & { count: string }>(
    'select workflow, state, pinned, count(*) as count from portico.request where ended_at is null group by workflow, state, pinned order by workflow, state, pinned',
  )
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** The versions open requests are pinned to, by workflow. */
export type OpenProcess = { readonly workflow: string; readonly pinned: number; readonly count: number }

export const openProcesses = async (transaction: Transaction): Promise<readonly OpenProcess[]> => {
  const { rows } = await transaction.query<{ workflow: string; pinned: number; count: string }>(
    'select workflow, pinned, count(*) as count from portico.request where ended_at is null group by workflow, pinned',
  )
  return rows.map(({ workflow, pinned, count }) => ({ workflow, pinned, count: Number(count) }))
}

/** Any published version by its number; null where there is none. */
export const publishedPortal = async (transaction: Transaction, version: number): Promise<Portal | null> => {
  const { rows } = await transaction.query<{ body: string }>(
    'select body from portico.version where number = $1',
    [version],
  )
  return rows[0] ? portalSchema.parse(JSON.parse(rows[0].body)) : null
}

/** The last version that declared a field of a table, or the table where none is named; null where none ever did. */
export const lastDeclared = async (
  transaction: Transaction,
  table: string,
  field: string | null,
): Promise<number | null> => {
  const { rows } = await transaction.query<{ number: number }>(
    `select number from portico.version
     where case when $2::text is null then body::jsonb -> 'tables' ? $1 else body::jsonb #> array['tables', $1, 'fields'] ? $2 end
     order by number desc limit 1`,
    [table, field],
  )
  return rows[0]?.number ?? null
}

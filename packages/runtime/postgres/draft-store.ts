import { z } from 'zod'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import type { OpenCount } from '@portico/engine/portal/touched-requests'
import type { Transaction } from './transaction.ts'

/** The one draft of this environment's portal, and each edit that made it. */
export type DraftRow = { readonly revision: number; readonly portal: Portal }

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

/** The number of the last edit; 0 where nobody has edited yet. */
export const draftRevision = async (transaction: Transaction): Promise<number> => {
  const { rows } = await transaction.query<{ revision: number }>('select revision from portico.draft')
  return rows[0]?.revision ?? 0
}

export type DraftStep = {
  readonly revision: number
  readonly portal: Portal
  readonly edits: readonly Edit[]
  /** The edit that leads from this portal to the one before it. */
  readonly back: Edit
  readonly sentences: readonly string[]
  readonly reason: string | null
}

export const writeDraft = async (
  transaction: Transaction,
  { revision, portal, edits, back, sentences, reason }: DraftStep,
): Promise<void> => {
  await transaction.query('update portico.draft set revision = $1, body = $2', [
    revision,
    JSON.stringify(portal),
  ])
  await transaction.query(
    `insert into portico.draft_edit (revision, at, by_account, edits, back, sentences, reason)
       values ($1, portico.portico_now(), portico.acting_account(), $2, $3, $4, $5)`,
    [revision, JSON.stringify(edits), JSON.stringify(back), sentences, reason],
  )
}

const backSchema = z.array(z.object({ back: z.string().nullable() }))

/** What leads the draft back to an earlier moment, the newest edit first; null where a step on the way was not kept. */
export const editsBack = async (
  transaction: Transaction,
  from: number,
  to: number,
): Promise<readonly Edit[] | null> => {
  if (to > from) return null
  const { rows } = await transaction.query(
    'select back from portico.draft_edit where revision > $1 and revision <= $2 order by revision desc',
    [to, from],
  )
  const edits = backSchema
    .parse(rows)
    .flatMap(({ back }) => (back === null ? [] : [editSchema.parse(JSON.parse(back))]))
  return edits.length === from - to ? edits : null
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

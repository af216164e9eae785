import type { Pool } from 'pg'
import { fillsOf, type Fill } from '@portico/engine/portal/fills'
import type { Portal } from '@portico/engine/portal/portal'
import { ok, refuse, type Result } from '@portico/engine/result'
import {
  countSources,
  livePortal,
  markLeaving,
  unfilledRows,
  writeFilled,
  type FilledRow,
  type SourceRow,
} from './fill-store.ts'
import { goesOn } from './publishing-store.ts'
import { retried } from './retried.ts'
import { inTransaction, type Transaction } from './transaction.ts'

/** Turns what records hold in one field into what they hold in the other: opened, converted and sealed. */
export type Filler = (portal: Portal, fill: Fill, rows: readonly SourceRow[]) => Promise<readonly FilledRow[]>

const size = 200
/** Whoever works on meanwhile changes a few; what is left after so many rounds is left to the switch. */
const roundsMax = 4

/** What is filled before the switch, and in how many steps. */
export type Filling = { readonly fills: readonly Fill[]; readonly steps: number }

export const fillingOf = async (pool: Pool, portal: Portal): Promise<Filling> => {
  const live = await livePortal(pool)
  const fills = live ? fillsOf(live, portal) : []
  let steps = 0
  for (const fill of fills)
    steps += isThere(live, fill) ? Math.ceil((await countSources(pool, fill)) / size) : 0
  return { fills, steps }
}

/** A source that is new itself holds nothing yet, or only what a step before this one put there. */
const isThere = (live: Portal | null, { table, source }: Fill): boolean =>
  live?.tables[table]?.fields[source] !== undefined

/** Waits for no record longer than a moment: who has it is at work on it. */
const fillSome = (pool: Pool, fill: Fill, rows: readonly FilledRow[]): Promise<Result<void, 'held'>> =>
  retried(() =>
    inTransaction(pool, async (transaction) => {
      await transaction.query(`set local lock_timeout = '300ms'`)
      await writeFilled(transaction, fill, rows)
    }),
  )

type Far = { readonly steps: number; readonly done: number }

type NotFilled = 'stopped' | 'held'

/** One round over the records of a table; answers how many it filled. */
const fillOnce = async (
  pool: Pool,
  { id, portal }: { readonly id: string; readonly portal: Portal },
  fill: Fill,
  filler: Filler,
  far: Far,
): Promise<Result<number, NotFilled>> => {
  let [after, filled]: [string | null, number] = [null, 0]
  for (let batch = 0; ; batch++) {
    const rows = await unfilledRows(pool, portal, fill, after, size)
    const done = Math.min(far.steps, far.done + batch)
    if (!(await goesOn(pool, id, { steps: far.steps, done, table: fill.table }))) return refuse('stopped')
    if (rows.length === 0) return ok(filled)
    const filledRows = await filler(portal, fill, rows)
    const written = await fillSome(pool, fill, filledRows)
    if (!written.ok) return written
    filled += rows.length
    after = rows.at(-1)?.id ?? null
  }
}

/**
 * Fills new fields from those they take over from, a few records at a time while everybody works: no view shows the new
 * field yet, and each record bears a mark of what it was filled from, so that one that changes afterwards is found again.
 * Stopped or killed anywhere, the next publishing goes on where this one was.
 */
export const fillFields = async (
  pool: Pool,
  publishing: { readonly id: string; readonly portal: Portal },
  { fills, steps }: Filling,
  filler: Filler,
  before: number,
): Promise<Result<null, NotFilled>> => {
  let done = before
  for (const fill of fills) {
    for (let round = 0; round < roundsMax; round++) {
      const filled = await fillOnce(pool, publishing, fill, filler, { steps: before + steps, done })
      if (!filled.ok) return filled
      done += Math.ceil(filled.value / size)
      if (filled.value < size) break
    }
  }
  return ok(null)
}

/** While nobody acts: what changed since, and what goes out of sight. */
export const fillRest = async (
  transaction: Transaction,
  portal: Portal,
  fills: readonly Fill[],
  filler: Filler,
): Promise<void> => {
  const live = await livePortal(transaction)
  for (const fill of live ? fillsOf(portal, live) : []) await markLeaving(transaction, fill)
  for (const fill of fills) {
    let after: string | null = null
    for (;;) {
      const rows: readonly SourceRow[] = await unfilledRows(transaction, portal, fill, after, size)
      if (rows.length === 0) break
      await writeFilled(transaction, fill, await filler(portal, fill, rows))
      after = rows.at(-1)?.id ?? null
    }
  }
}

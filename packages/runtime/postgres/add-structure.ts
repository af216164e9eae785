import type { Pool } from 'pg'
import type { Portal } from '@portico/engine/portal/portal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { indexSql, type Step } from './change.ts'
import { holdOffVacuum } from './hold-off-vacuum.ts'
import { quoted } from './identifier.ts'
import type { Far } from './publishing-store.ts'
import { retried } from './retried.ts'
import { missingSteps, readStructure } from './structure.ts'
import { inTransaction } from './transaction.ts'

type Index = Step & { readonly does: 'add-index' }

/** A big table takes its time, and nobody waits for it. */
const indexTimeout = '30min'
/** It waits for those who began before it, and nobody waits behind it. */
const indexLockTimeout = '10s'

const hasRecords = async (pool: Pool, table: string): Promise<boolean> => {
  const { rows } = await pool.query<{ some: boolean }>(
    `select exists (select from data.${quoted(table)}) as some`,
  )
  return rows[0]?.some === true
}

/** An index beside those who work. One whose making was stopped is made anew, never left half. */
const addIndexWhileBusy = async (pool: Pool, step: Index): Promise<void> => {
  const client = await pool.connect()
  try {
    await client.query(`set lock_timeout = '${indexLockTimeout}'`)
    await client.query(`set statement_timeout = '${indexTimeout}'`)
    await client.query(`drop index concurrently if exists data."${step.name}"`)
    await client.query(indexSql(step, true))
  } finally {
    // The settings belong to the connection, and it goes with them.
    client.release(true)
  }
}

const addIndex = async (pool: Pool, step: Index): Promise<void> =>
  (await hasRecords(pool, step.table))
    ? addIndexWhileBusy(pool, step)
    : addAtOnce(pool, [step.table], `drop index if exists data."${step.name}"; ${indexSql(step, false)}`)

/** Waits for its lock no longer than 300 ms. */
const addAtOnce = (pool: Pool, tables: readonly string[], sql: string): Promise<void> =>
  inTransaction(pool, async (transaction) => {
    await holdOffVacuum(transaction, tables)
    await transaction.query(`set local lock_timeout = '300ms'`)
    await transaction.query(sql)
  })

/** A reference changes both tables: where it leads to, too, it must be felt that a record goes. */
const changedBy = (step: Step): readonly string[] =>
  step.does === 'add-reference' ? [step.table, step.to] : [step.table]

type Added = { readonly steps: number; readonly tables: ReadonlySet<string> }

/**
 * Takes the steps that are missing, one after the other while everybody works, and answers which tables they changed;
 * or why not all were: somebody asked to stop, or held a table. What is there already is not touched, so a publishing
 * that was stopped goes on where it was.
 */
export const addStructure = async (
  pool: Pool,
  portal: Portal,
  /** Hears how far it is before each step, and says whether to take it. */
  goesOn: (far: Far) => Promise<boolean>,
): Promise<Result<Added, 'stopped' | 'held'>> => {
  const steps = missingSteps(portal, await readStructure(pool))
  for (const [done, step] of steps.entries()) {
    if (!(await goesOn({ steps: steps.length, done, table: step.table }))) return refuse('stopped')
    const taken = await retried(() =>
      step.does === 'add-index' ? addIndex(pool, step) : addAtOnce(pool, changedBy(step), step.sql),
    )
    if (!taken.ok) return taken
  }
  return ok({ steps: steps.length, tables: new Set(steps.map(({ table }) => table)) })
}

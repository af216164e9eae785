import type { Portal } from '@portico/engine/portal/portal'
import type { StructurePlan, TablePlan } from '@portico/engine/portal/table-plan'
import { structureOf, type Step } from './change.ts'
import { quoted } from './identifier.ts'
import { onceName } from './once.ts'
import { missingSteps, readStructure, type Structure } from './structure.ts'
import type { Transaction } from './transaction.ts'

/** Up to here records are counted, and above it the catalogue's estimate is good enough. */
const countedMax = 100_000

const recordsOf = async (transaction: Transaction, table: string): Promise<number> => {
  const { rows } = await transaction.query<{ counted: string; estimated: number }>(
    `select (select count(*) from (select from data.${quoted(table)} limit ${String(countedMax)}) first) as counted,
       (select reltuples from pg_class where oid = 'data.${quoted(table)}'::regclass) as estimated`,
  )
  const counted = Number(rows[0]?.counted ?? 0)
  return counted < countedMax ? counted : Math.max(counted, Math.round(rows[0]?.estimated ?? 0))
}

const oncesAdded = (portal: Portal, table: string, structure: Structure): number =>
  Object.entries(portal.tables[table]?.fields ?? {}).filter(
    ([id, { kind, once }]) =>
      kind === 'reference' &&
      once === true &&
      !structure.indexes.has(`${table} ${quoted(onceName(table, id)).slice(1, -1)}`),
  ).length

const count = (steps: readonly Step[], does: Step['does']): number =>
  steps.filter((step) => step.does === does).length

const tablePlan = async (
  transaction: Transaction,
  portal: Portal,
  table: string,
  structure: Structure,
  steps: readonly Step[],
): Promise<TablePlan> => {
  const isNew = !structure.tables.has(table)
  const declared = portal.tables[table]?.fields ?? {}
  const columns = steps.filter(({ does }) => does === 'add-column')
  return {
    table,
    isNew,
    fields: columns.filter(({ name }) => Object.hasOwn(declared, name)).length,
    columns: columns.length,
    indexes: count(steps, 'add-index'),
    references: count(steps, 'add-reference'),
    records: isNew ? 0 : await recordsOf(transaction, table),
    rewritings: steps.filter((step) => step.does === 'add-column' && step.rewrites).length,
    takenOver: steps.filter(({ does, name }) => does === 'add-column' && name.startsWith('_filled.')).length,
    isFilled: steps.some(({ does, name }) => does === 'fill' && name.startsWith('follows.')),
    onces: oncesAdded(portal, table, structure),
  }
}

const lastHeld = async (transaction: Transaction): Promise<number | null> => {
  const { rows } = await transaction.query<{ held_ms: number }>(
    `select held_ms from portico.publishing where held_ms is not null and replaced is not null
     order by live_at desc limit 1`,
  )
  return rows[0]?.held_ms ?? null
}

/** What publishing a portal does to the tables, as they are now: the very steps that it will take. */
export const planOf = async (transaction: Transaction, portal: Portal): Promise<StructurePlan> => {
  const structure = await readStructure(transaction)
  const missing = missingSteps(portal, structure)
  const tables = [...new Set(structureOf(portal).map(({ table }) => table))]
  const plans: TablePlan[] = []
  for (const table of tables) {
    const steps = missing.filter((step) => step.table === table)
    if (steps.length === 0 && oncesAdded(portal, table, structure) === 0) continue
    plans.push(await tablePlan(transaction, portal, table, structure, steps))
  }
  return { tables: plans, lastHeldMs: await lastHeld(transaction) }
}

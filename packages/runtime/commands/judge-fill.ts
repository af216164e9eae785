import type { RecordId } from '@portico/engine/brand'
import type { Fill } from '@portico/engine/portal/fills'
import type { Judged } from '@portico/engine/portal/fill-sentence'
import type { Portal } from '@portico/engine/portal/portal'
import { sourceRows } from '../postgres/fill-store.ts'
import type { Transaction } from '../postgres/transaction.ts'
import type { Adapters } from './adapters.ts'
import { outcomesOf } from './fill-values.ts'

/** A record whose value does not convert, and why; never the value. */
export type Failing = { readonly id: RecordId; readonly why: string }
export type JudgedFill = Judged & { readonly failing: readonly Failing[] }

const size = 500
const failingMax = 100

/** Tries every value of a field, as publishing would, and keeps none of them. */
export const judgeFill = async (
  transaction: Transaction,
  portal: Portal,
  fill: Pick<Fill, 'table' | 'source' | 'from' | 'to'>,
  adapters: Pick<Adapters, 'keyRing'>,
  withinMs: number,
): Promise<JudgedFill> => {
  const until = performance.now() + withinMs
  const failing: Failing[] = []
  const judged = { converts: 0, fails: 0, gone: 0 }
  for (let after: string | null = null; ;) {
    const rows = await sourceRows(transaction, portal, fill, after, size)
    for (const { row, made } of await outcomesOf(fill, rows, portal, adapters)) {
      if (made === null) judged.gone++
      else if (made.ok) judged.converts++
      else if (judged.fails++ < failingMax) failing.push({ id: row.id, why: made.why })
    }
    if (rows.length < size) return { ...judged, isAll: true, failing }
    if (performance.now() > until) return { ...judged, isAll: false, failing }
    after = rows.at(-1)?.id ?? null
  }
}

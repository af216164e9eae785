import { isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { referenceOf } from '@portico/engine/portal/reference'
import { ok, type Result } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { readEntries, trailSize } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesInTrail, whoIn } from './who-in.ts'

export type TrailInput = {
  readonly patient?: RecordId | undefined
  readonly account?: AccountId | undefined
  readonly days: number
  readonly verb?: string | undefined
  readonly after?: string | undefined
}
export type TrailPage = {
  /** With who did it, and what people call the records, instead of ids. */
  readonly entries: readonly (Entry & { readonly who: string; readonly references: readonly string[] })[]
  readonly next: string | null
  readonly size: number
  readonly unsealed: number
}

/** What fits on a screen or two, so that the buttons below are not far. */
const pageSize = 40

/** A page of the trail, newest first. Reading it is itself an entry, written before anything is read. */
export const readTrail = (context: Context, input: TrailInput): Promise<Result<TrailPage>> =>
  attempt(context, { verb: 'read-trail' }, async (caller, live) => {
    const pool = context.adapters.database.pool('portico_trail')
    const entries = await readEntries(pool, caller, live.hash, {
      ...input,
      size: pageSize + 1,
      isExport: false,
    })
    const shown = entries.slice(0, pageSize)
    const names = await namesInTrail(context, caller, live, shown, false)
    const { sealed, unsealed } = await trailSize(pool)
    return ok({
      entries: shown.map((entry) => ({
        ...entry,
        who: whoIn(entry, names),
        references: entry.records.filter(isRecordId).map(referenceOf),
      })),
      next: entries.length > pageSize ? (shown.at(-1)?.seq ?? null) : null,
      size: sealed,
      unsealed,
    })
  })

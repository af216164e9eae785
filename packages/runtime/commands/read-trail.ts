import { isRecordId, type AccountId, type RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import type { Entry } from '@portico/engine/trail/entry'
import { readEntries, trailSize } from '../postgres/trail-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfStaff } from './staff-names.ts'

export type TrailInput = {
  readonly patient?: RecordId | undefined
  readonly account?: AccountId | undefined
  readonly days: number
  readonly verb?: string | undefined
  readonly after?: string | undefined
}
export type TrailPage = {
  readonly entries: readonly (Entry & { readonly who: string })[]
  readonly next: string | null
  readonly size: number
  readonly unsealed: number
}

const pageSize = 100

/** Whether somebody acted for a patient, and not for herself: the patient stood for is then another person. */
export const isProxy = ({ audience, person, onBehalfOf }: Entry): boolean =>
  audience === 'patient' && onBehalfOf !== null && onBehalfOf !== person

export const whoIn = (entry: Entry, names: ReadonlyMap<string, string>): string => {
  if (entry.audience === 'system') return 'Portico itself'
  if (entry.audience === 'patient') return isProxy(entry) ? 'Somebody acting for a patient' : 'Patient'
  if (entry.account === null) return 'Somebody not signed in'
  return (entry.person === null ? undefined : names.get(entry.person)) ?? 'A staff member'
}

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
    const people = shown.flatMap(({ person, audience }) =>
      audience === 'staff' && person !== null && isRecordId(person) ? [person] : [],
    )
    const names = await namesOfStaff(context, caller, live, people)
    const { sealed, unsealed } = await trailSize(pool)
    return ok({
      entries: shown.map((entry) => ({ ...entry, who: whoIn(entry, names) })),
      next: entries.length > pageSize ? (shown.at(-1)?.seq ?? null) : null,
      size: sealed,
      unsealed,
    })
  })

import { Temporal } from 'temporal-polyfill'
import { openingOn, type Practice } from '../workflow/opening.ts'
import { deedOf } from './deed.ts'
import type { Entry } from './entry.ts'

/** Facts worth a look about what somebody did: counted, not judged. */
export type Unusual = {
  /** The most patients whose records were opened within one hour, and when that hour began; null when none was. */
  readonly mostInAnHour: { readonly patients: number; readonly from: string } | null
  readonly refused: { readonly times: number; readonly last: string } | null
  /** Reads and changes while the practice was closed. */
  readonly whileClosed: { readonly times: number; readonly last: string } | null
}

const hourMilliseconds = 3_600_000
const millisecondsOf = (at: string): number => Temporal.Instant.from(at).epochMilliseconds

const isClosed =
  (practice: Practice) =>
  ({ at }: Entry): boolean => {
    const instant = Temporal.Instant.from(at)
    const opening = openingOn(practice, instant.toZonedDateTimeISO(practice.timezone).toPlainDate())
    return (
      opening === null ||
      instant.epochMilliseconds < opening.opens ||
      instant.epochMilliseconds >= opening.closes
    )
  }

const mostInAnHour = (opened: readonly Entry[]): Unusual['mostInAnHour'] => {
  const inOrder = opened
    .map(({ at, patients }) => ({ at, time: millisecondsOf(at), patients }))
    .toSorted((one, other) => one.time - other.time)
  const counts = new Map<string, number>()
  let from = 0
  let most: Unusual['mostInAnHour'] = null
  for (const entry of inOrder) {
    for (const patient of entry.patients) counts.set(patient, (counts.get(patient) ?? 0) + 1)
    for (
      let first = inOrder[from];
      first && entry.time - first.time > hourMilliseconds;
      first = inOrder[from]
    ) {
      for (const patient of first.patients) {
        const left = (counts.get(patient) ?? 1) - 1
        if (left === 0) counts.delete(patient)
        else counts.set(patient, left)
      }
      from += 1
    }
    if (counts.size > (most?.patients ?? 0))
      most = { patients: counts.size, from: inOrder[from]?.at ?? entry.at }
  }
  return most
}

const counted = (entries: readonly Entry[]): { readonly times: number; readonly last: string } | null =>
  entries.length === 0
    ? null
    : { times: entries.length, last: entries.reduce((last, { at }) => (at > last ? at : last), '') }

const workDeeds: ReadonlySet<string> = new Set(['opened', 'listed', 'changed', 'exported'])

export const unusual = (entries: readonly Entry[], practice: Practice): Unusual => ({
  mostInAnHour: mostInAnHour(entries.filter((entry) => deedOf(entry) === 'opened')),
  refused: counted(entries.filter((entry) => deedOf(entry) === 'refused')),
  whileClosed: counted(entries.filter((entry) => workDeeds.has(deedOf(entry))).filter(isClosed(practice))),
})

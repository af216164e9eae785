import type { ShownRecord } from '../render/record.ts'
import { dateIn } from '../words/when.ts'

/** What takes place on one day, soonest first. */
export type Day<One> = { readonly date: string; readonly at: string; readonly lines: readonly One[] }
type Dated = { readonly record: ShownRecord; readonly at: string | null }
export type ByDay<One> = {
  /** From today on, by the practice's calendar. */
  readonly ahead: readonly Day<One>[]
  /** Whose day is over, the latest first, and what has no time. */
  readonly over: readonly One[]
}

/** A list of what takes place some time, as a diary is read: today first. */
export const byDay = <One extends Dated>(lines: readonly One[], zone: string, now: number): ByDay<One> => {
  const today = dateIn(zone, now)
  const days = new Map<string, readonly (One & { at: string })[]>()
  const over: One[] = []
  for (const line of lines) {
    const date = line.at === null ? '' : dateIn(zone, Date.parse(line.at))
    if (line.at !== null && date >= today)
      days.set(date, [...(days.get(date) ?? []), { ...line, at: line.at }])
    else over.push(line)
  }
  const ahead = [...days].toSorted(([one], [other]) => one.localeCompare(other))
  return {
    ahead: ahead.map(([date, found]) => ({
      date,
      at: found[0]?.at ?? '',
      lines: found.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)),
    })),
    over: over.toSorted((one, other) => (other.at ?? '').localeCompare(one.at ?? '')),
  }
}

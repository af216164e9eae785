import type { Entry } from '@portico/engine/trail/entry'

export type Told = Entry & { readonly who: string; readonly references: readonly string[] }
/** The same thing done several times in a row, newest first, and the tables it was done to. */
export type Folded = {
  readonly entry: Told
  readonly times: number
  readonly since: string
  readonly tables: readonly string[]
}

/** A start page counts what waits, in every table it may: no record was shown by it. */
const isCount = ({ verb, outcome, records, fields }: Told): boolean =>
  verb === 'list' && outcome === 'done' && records.length === 0 && fields.length === 0

/** What two entries have in common when one repeats the other: all but when, in which session and, of counts, of what. */
const sameness = (entry: Told): string =>
  JSON.stringify({ ...entry, seq: null, at: null, session: null, table: isCount(entry) ? null : entry.table })

const tablesOf = ({ table }: Told): readonly string[] => (table === null ? [] : [table])

/** Puts repeats in a row together: a page that asks again every few seconds would bury what matters. */
export const fold = (entries: readonly Told[]): readonly Folded[] => {
  const folded: Folded[] = []
  for (const entry of entries) {
    const last = folded.at(-1)
    if (last && sameness(last.entry) === sameness(entry))
      folded[folded.length - 1] = {
        ...last,
        times: last.times + 1,
        since: entry.at,
        tables: [...new Set([...last.tables, ...tablesOf(entry)])],
      }
    else folded.push({ entry, times: 1, since: entry.at, tables: tablesOf(entry) })
  }
  return folded
}

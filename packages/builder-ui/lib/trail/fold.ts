import type { Entry } from '@portico/engine/trail/entry'

export type Told = Entry & { readonly who: string; readonly references: readonly string[] }
/** The same thing done several times in a row, newest first. */
export type Folded = { readonly entry: Told; readonly times: number; readonly since: string }

/** What two entries have in common when one repeats the other: all but when, and in which session. */
const sameness = (entry: Told): string => JSON.stringify({ ...entry, seq: null, at: null, session: null })

/** Puts repeats in a row together: a page that asks again every few seconds would bury what matters. */
export const fold = (entries: readonly Told[]): readonly Folded[] => {
  const folded: Folded[] = []
  for (const entry of entries) {
    const last = folded.at(-1)
    if (last && sameness(last.entry) === sameness(entry))
      folded[folded.length - 1] = { ...last, times: last.times + 1, since: entry.at }
    else folded.push({ entry, times: 1, since: entry.at })
  }
  return folded
}

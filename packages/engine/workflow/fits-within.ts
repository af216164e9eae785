import { Temporal } from 'temporal-polyfill'
import type { Due } from '../portal/portal.ts'
import { deadlinesOf } from './deadline.ts'
import type { Practice } from './opening.ts'

type Within = Due['within']

const weekFrom = (since: string): readonly string[] =>
  Array.from({ length: 7 }, (_, day) =>
    Temporal.Instant.from(since)
      .add({ hours: 24 * day })
      .toString(),
  )

/**
 * Whether spans that pass one after another are over before a whole one is: on whatever day of the week it begins, for a
 * weekend makes a business day longer than a plain one.
 */
export const fitsWithin = (
  practice: Practice,
  spans: readonly Within[],
  whole: Within,
  since: string,
): boolean => {
  const after = (at: string, within: Within): string => deadlinesOf(practice, { within, then: '' }, at).dueAt
  return weekFrom(since).every(
    (begins) => Date.parse(spans.reduce(after, begins)) < Date.parse(after(begins, whole)),
  )
}

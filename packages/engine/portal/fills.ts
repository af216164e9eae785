import { own } from './own.ts'
import type { Field, Portal } from './portal.ts'

/** A new field that takes over the values of another one of its table. */
export type Fill = {
  readonly table: string
  readonly field: string
  readonly source: string
  readonly from: Field
  readonly to: Field
}

const fillsIn = (live: Portal, draft: Portal, table: string): readonly Fill[] =>
  Object.entries(own(draft.tables, table)?.fields ?? {}).flatMap(([field, to]) => {
    const source = to['filled-from']
    const from = source === undefined ? undefined : own(own(draft.tables, table)?.fields, source)
    const isLive = own(own(live.tables, table)?.fields, field) !== undefined
    return source === undefined || !from || isLive ? [] : [{ table, field, source, from, to }]
  })

/** What fills another comes before it. */
const inTurn = (fills: readonly Fill[]): readonly Fill[] => {
  const ordered: Fill[] = []
  let left = fills
  while (left.length > 0) {
    const ready = left.filter(({ source }) => !left.some(({ field }) => field === source))
    // A circle fills nothing; a checked portal has none.
    if (ready.length === 0) return ordered
    ordered.push(...ready)
    left = left.filter((fill) => !ready.includes(fill))
  }
  return ordered
}

/**
 * Which fields a publishing fills: those that the live version does not have. Once one is live its values are its own, and
 * nothing fills it again.
 */
export const fillsOf = (live: Portal, draft: Portal): readonly Fill[] =>
  Object.keys(draft.tables).flatMap((table) => inTurn(fillsIn(live, draft, table)))

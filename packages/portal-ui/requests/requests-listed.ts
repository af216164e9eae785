import { abilityFor, may } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import { isEncrypted } from '@portico/engine/field/stored'
import { api, inBackground, type Portal } from '../call/api.ts'
import type { ShownRecord } from '../render/record.ts'
import { dateIn } from '../words/when.ts'
import { byDue, byNewest, dueTime } from './by-due.ts'

type ListInput = Parameters<typeof api.records.list.query>[0]
export type RequestsAsked = Pick<ListInput, 'where' | 'order'> & {
  /** How many pages of each table, one page unless somebody asked for more. */
  readonly pages?: number
}

export const pageSize = 50

/** The tables whose requests this actor could see any of: the server is not asked about the others. */
export const requestTables = (portal: Portal, actor: Actor, now: number): readonly string[] => {
  const ability = abilityFor(portal, actor, dateIn(portal.timezone, now))
  const tables = new Set(Object.values(portal.workflows).map(({ table }) => table))
  return [...tables].filter((table) => may(ability, 'read', table))
}

/** The states in which a request is not over yet. */
export const openStates = (portal: Portal): readonly string[] => [
  ...new Set(
    Object.values(portal.workflows).flatMap(({ states }) =>
      Object.entries(states)
        .filter(([, state]) => !state.ends)
        .map(([id]) => id),
    ),
  ),
]

export type Requests = {
  readonly records: readonly ShownRecord[]
  readonly hasMore: boolean
  readonly pages: number
}
type Part = { readonly records: readonly ShownRecord[]; readonly hasMore: boolean }

const partOf = async (table: string, { pages = 1, ...asked }: RequestsAsked): Promise<Part> => {
  const records: ShownRecord[] = []
  let after: string | null = null
  for (let page = 0; page < pages; page += 1) {
    const input: ListInput = { table, size: pageSize, ...asked, ...(after === null ? {} : { after }) }
    const part = await api.records.list.query(input, inBackground)
    records.push(...part.records)
    after = part.next
    if (after === null) return { records, hasMore: false }
  }
  return { records, hasMore: true }
}

/**
 * Up to where a list of several tables is complete: what one of them has not shown yet may come right after. Where a page
 * ends among requests due at one time, all of them that are here are shown.
 */
const complete = (parts: readonly Part[], order: typeof byDue): readonly ShownRecord[] => {
  const ends = parts.flatMap(({ records, hasMore }) => (hasMore ? (records.at(-1) ?? []) : []))
  const isBefore =
    order === byDue ? (one: ShownRecord, end: ShownRecord) => dueTime(one) - dueTime(end) : order
  return parts
    .flatMap(({ records }) => records)
    .filter((record) => ends.every((end) => isBefore(record, end) <= 0))
    .toSorted(order)
}

/** Requests of several tables as one list, in the order asked for. */
export const requestsListed = (tables: readonly string[], asked: RequestsAsked) => ({
  queryKey: ['requests', tables, asked],
  queryFn: async (): Promise<Requests> => {
    const parts = await Promise.all(tables.map((table) => partOf(table, asked)))
    return {
      records: complete(parts, orderOf(asked.order)),
      hasMore: parts.some(({ hasMore }) => hasMore),
      pages: asked.pages ?? 1,
    }
  },
})

const orderOf = (order: RequestsAsked['order']): typeof byDue => {
  if (typeof order === 'object') return byMoment(order.by)
  return order === 'due' ? byDue : byNewest
}

/** The dates and times that a list of this table can be sorted by: what is private sorts nothing. */
export const sortableBy = (portal: Portal, table: string): readonly string[] =>
  Object.entries(portal.tables[table]?.fields ?? {}).flatMap(([id, field]) =>
    field.kind === 'date-time' && !isEncrypted(field) ? [id] : [],
  )

/** What comes first comes first; what has no such time, or one that is not shown, comes last. */
const byMoment = (field: string) => (one: ShownRecord, other: ShownRecord) =>
  momentAt(one, field) - momentAt(other, field) || one.id.localeCompare(other.id)

const momentAt = ({ cells }: ShownRecord, field: string): number => {
  const at = cells[field]
  return typeof at === 'string' ? Date.parse(at) : Number.MAX_SAFE_INTEGER
}

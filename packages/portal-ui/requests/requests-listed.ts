import { abilityFor, may } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import { api, inBackground, type Portal } from '../call/api.ts'
import type { ShownRecord } from '../render/record.ts'
import { dateIn } from '../words/when.ts'

type ListInput = Parameters<typeof api.records.list.query>[0]
export type RequestsAsked = Pick<ListInput, 'where' | 'order'>

const listMax = 100

/** The tables whose requests this actor could see any of: the server is not asked about the others. */
export const requestTables = (portal: Portal, actor: Actor, now: number): readonly string[] => {
  const ability = abilityFor(portal, actor, dateIn(portal.timezone, now))
  const tables = new Set(Object.values(portal.workflows).map(({ table }) => table))
  return [...tables].filter((table) => may(ability, 'read', table))
}

export type Requests = { readonly records: readonly ShownRecord[]; readonly hasMore: boolean }

/** Requests of several tables as one list, in the order asked for. */
export const requestsListed = (tables: readonly string[], asked: RequestsAsked) => ({
  queryKey: ['requests', tables, asked],
  queryFn: async (): Promise<Requests> => {
    const lists = await Promise.all(
      tables.map((table) => api.records.list.query({ table, size: listMax, ...asked }, inBackground)),
    )
    return {
      records: lists.flatMap(({ records }) => records).toSorted(asked.order === 'due' ? byDue : byNewest),
      hasMore: lists.some(({ next }) => next !== null),
    }
  },
})

const byNewest = (one: ShownRecord, other: ShownRecord) =>
  (other.request?.created ?? '').localeCompare(one.request?.created ?? '')

/** What is due first comes first; what is never due comes last. */
const byDue = (one: ShownRecord, other: ShownRecord) => dueTime(one) - dueTime(other) || -byNewest(one, other)

const dueTime = ({ request }: ShownRecord) =>
  request?.due == null ? Number.MAX_SAFE_INTEGER : Date.parse(request.due)

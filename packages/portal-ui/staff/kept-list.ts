import { api } from '../call/api.ts'
import { nowMs } from '../call/now.ts'
import { isAhead } from './is-ahead.ts'

type ListPage = Awaited<ReturnType<typeof api.records.list.query>>
const size = 100

/**
 * A part of a list the practice keeps. What takes place some time is looked for from the far end, and all that is to come is
 * one part: a day of which half is shown would be taken for the whole.
 */
export const keptPart = async (
  table: string,
  moment: string | undefined,
  from: string | undefined,
): Promise<ListPage> => {
  const records: ListPage['records'][number][] = []
  let after: string | null = from ?? null
  do {
    const page: ListPage = await api.records.list.query({
      table,
      size,
      order: moment === undefined ? 'oldest' : { by: moment, first: 'latest' },
      ...(after === null ? {} : { after }),
    })
    records.push(...page.records)
    after = page.next
  } while (
    after !== null &&
    moment !== undefined &&
    from === undefined &&
    isAhead(records.at(-1), moment, nowMs())
  )
  return { records, next: after }
}

/** Which of these somebody has already. */
export const takenAsked = (table: string, ids: readonly string[]) => ({
  queryKey: ['kept', table, 'taken', ids],
  queryFn: async (): Promise<readonly string[]> => {
    const parts = Array.from({ length: Math.ceil(ids.length / size) }, (_, part) =>
      ids.slice(part * size, (part + 1) * size),
    )
    const found = await Promise.all(parts.map((part) => api.records.taken.query({ table, ids: part })))
    return found.flatMap((one) => one.ids)
  },
})

import { createQuery } from '@tanstack/svelte-query'
import type { Portal } from '../call/api.ts'
import { inBackground } from '../call/api.ts'
import { recordsListed } from '../call/questions.ts'
import { client } from '../call/client.ts'
import { nameOf, type Names } from '../render/record.ts'

const idsMax = 100

const namesIn = async (
  portal: Portal,
  table: string,
  ids: readonly string[],
): Promise<readonly [string, string][]> => {
  const { records } = await client.query(recordsListed({ table, ids: ids.slice(0, idsMax) }, inBackground))
  return records.flatMap((record): [string, string][] => {
    const name = nameOf(portal, record)
    return name === undefined ? [] : [[record.id, name]]
  })
}

export type Named = Readonly<Record<string, readonly string[]>>

/** What the records behind some ids are called, by id. Who may not know a name simply does not get it. */
export const namesFor = (portal: () => Portal, named: () => Named): (() => Names) => {
  const wanted = $derived(
    Object.entries(named())
      .map(([table, ids]) => [table, ids.filter((id, at) => ids.indexOf(id) === at).toSorted()] as const)
      .filter(([, ids]) => ids.length > 0),
  )
  const answer = createQuery(() => ({
    queryKey: ['names', wanted],
    queryFn: async (): Promise<Names> =>
      Object.fromEntries(
        (await Promise.all(wanted.map(([table, ids]) => namesIn(portal(), table, ids)))).flat(),
      ),
    enabled: wanted.length > 0,
    staleTime: 60_000,
    placeholderData: (before: Names | undefined) => before,
  }))
  return () => answer.data ?? {}
}

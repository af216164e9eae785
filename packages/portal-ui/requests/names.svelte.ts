import { createQuery } from '@tanstack/svelte-query'
import type { Language } from '@portico/engine/portal/text'
import type { Portal } from '../call/api.ts'
import { inBackground } from '../call/api.ts'
import { recordsListed } from '../call/questions.ts'
import { client } from '../call/client.ts'
import type { Names, ShownRecord } from '../render/record.ts'
import { session } from '../session/session.svelte.ts'
import { calledOf, companionsOf, momentOf, placeInWords } from '../render/timed.ts'
import { reader } from '../words/reader.svelte.ts'

const idsMax = 100

const recordsIn = async (table: string, ids: readonly string[]): Promise<readonly ShownRecord[]> => {
  const records: ShownRecord[] = []
  for (let from = 0; from < ids.length; from += idsMax) {
    const asked = { table, ids: ids.slice(from, from + idsMax), size: idsMax }
    records.push(...(await client.query(recordsListed(asked, inBackground))).records)
  }
  return records
}

const namesIn = async (
  portal: Portal,
  table: string,
  ids: readonly string[],
  language: Language,
): Promise<readonly [string, string][]> => {
  const records = await recordsIn(table, ids)
  const companions = await companionsNamed(portal, records, language)
  return records.flatMap((record): [string, string][] => {
    const name = calledOf(portal, record, language, companions)
    return name === undefined ? [] : [[record.id, name]]
  })
}

/**
 * What the places and people of some times are called, the places to a patient with the way to them. A table whose
 * records have no time needs none.
 */
export const companionsNamed = async (
  portal: Portal,
  records: readonly ShownRecord[],
  language: Language,
): Promise<Names> => {
  const timed = records.filter((record) => momentOf(portal, record) !== null)
  const byTable = Map.groupBy(
    timed.flatMap((record) => companionsOf(portal, record)),
    ({ table }) => table,
  )
  const known = [...byTable].filter(([table]) => portal.tables[table] !== undefined)
  const called = (record: ShownRecord) =>
    session.isStaff || momentOf(portal, record) !== null
      ? calledOf(portal, record, language, {})
      : placeInWords(portal, record)
  const found = await Promise.all(
    known.map(([table, all]) =>
      recordsIn(
        table,
        all.map(({ id }) => id).filter((id, at, ids) => ids.indexOf(id) === at),
      ),
    ),
  )
  return Object.fromEntries(
    found.flat().flatMap((record) => {
      const name = called(record)
      return name === undefined ? [] : [[record.id, name] as const]
    }),
  )
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
    queryKey: ['names', wanted, reader.language],
    queryFn: async (): Promise<Names> =>
      Object.fromEntries(
        (
          await Promise.all(wanted.map(([table, ids]) => namesIn(portal(), table, ids, reader.language)))
        ).flat(),
      ),
    enabled: wanted.length > 0,
    staleTime: 60_000,
    placeholderData: (before: Names | undefined) => before,
  }))
  return () => answer.data ?? {}
}

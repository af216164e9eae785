import type { Portal } from '../call/api.ts'
import { recordsListed } from '../call/questions.ts'
import { client } from '../call/client.ts'
import { nameOf, type Names } from '../render/record.ts'
import type { Choice } from '../render/choice.ts'

const choicesMax = 100

export type ChoicesByField = Readonly<Record<string, readonly Choice[]>>

/** What the reference questions of a form can be answered with. */
export const choicesAsked = (portal: Portal, table: string, fields: readonly string[]) => ({
  queryKey: ['choices', table, fields],
  queryFn: async (): Promise<ChoicesByField> =>
    Object.fromEntries(await Promise.all(fields.map((field) => choicesOf(portal, table, field)))),
  staleTime: 60_000,
})

const choicesOf = async (
  portal: Portal,
  table: string,
  field: string,
): Promise<readonly [string, readonly Choice[]]> => {
  const to = portal.tables[table]?.fields[field]?.to
  if (to === undefined) return [field, []]
  const { records } = await client.query(recordsListed({ table: to, size: choicesMax }))
  const choices = records.map((record) => ({ id: record.id, label: nameOf(portal, record) ?? record.id }))
  return [field, choices.toSorted((one, other) => one.label.localeCompare(other.label))]
}

export const namesOf = (choices: ChoicesByField): Names =>
  Object.fromEntries(Object.values(choices).flatMap((list) => list.map(({ id, label }) => [id, label])))

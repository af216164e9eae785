import type { Language } from '@portico/engine/portal/text'
import { api, type Portal } from '../call/api.ts'
import { client } from '../call/client.ts'
import type { Choice } from '../render/choice.ts'
import type { Names, ShownRecord } from '../render/record.ts'
import { calledOf, companionsInWords, momentOf } from '../render/timed.ts'
import { companionsNamed } from '../requests/names.svelte.ts'
import { hourInWords, weekdayInWords } from '../words/when.ts'

type ChoicesPage = Awaited<ReturnType<typeof api.records.choices.query>>
export type ChoicesByField = Readonly<Record<string, readonly Choice[]>>

/** What the reference questions of a form can be answered with. */
export const choicesAsked = (
  portal: Portal,
  table: string,
  fields: readonly string[],
  language: Language,
) => {
  const queryKey = ['choices', table, fields, language]
  return {
    queryKey,
    queryFn: async (): Promise<ChoicesByField> => {
      const before = client.getQueryData<ChoicesByField>(queryKey)
      const found = await Promise.all(fields.map((field) => choicesOf(portal, table, field, language)))
      return Object.fromEntries(found.map(([field, now]) => [field, withGone(now, before?.[field] ?? [])]))
    },
    staleTime: 60_000,
  }
}

/** What was taken meanwhile keeps its name on the pages that still speak of it. */
const withGone = (now: readonly Choice[], before: readonly Choice[]): readonly Choice[] => [
  ...now,
  ...before
    .filter(({ id }) => !now.some((choice) => choice.id === id))
    .map((choice) => ({ ...choice, isGone: true })),
]

/** Every page of them: what cannot be seen cannot be chosen, and nobody would know. */
const allChoices = async (table: string, field: string): Promise<readonly ShownRecord[]> => {
  const records: ShownRecord[] = []
  let after: string | null = null
  do {
    const page: ChoicesPage = await api.records.choices.query({
      table,
      field,
      ...(after !== null && { after }),
    })
    records.push(...page.records)
    after = page.next
  } while (after !== null)
  return records
}

const choicesOf = async (
  portal: Portal,
  table: string,
  field: string,
  language: Language,
): Promise<readonly [string, readonly Choice[]]> => {
  if (portal.tables[table]?.fields[field]?.to === undefined) return [field, []]
  const records = await allChoices(table, field)
  const names = await companionsNamed(portal, records, language)
  const choices = records.map((record) => choiceOf(portal, record, language, names))
  return [
    field,
    choices.some(({ group }) => group !== undefined)
      ? choices
      : choices.toSorted((one, other) => one.label.localeCompare(other.label)),
  ]
}

const choiceOf = (portal: Portal, record: ShownRecord, language: Language, names: Names): Choice => {
  const name = calledOf(portal, record, language, names) ?? record.id
  const at = momentOf(portal, record)
  if (at === null) return { id: record.id, label: name }
  const companions = companionsInWords(portal, record, names)
  const hour = hourInWords(at, portal.timezone, language)
  return {
    id: record.id,
    label: companions === '' ? hour : `${hour}, ${companions}`,
    group: weekdayInWords(at, portal.timezone, language),
    name,
    at,
  }
}

export const namesOf = (choices: ChoicesByField): Names =>
  Object.fromEntries(
    Object.values(choices).flatMap((list) => list.map(({ id, label, name }) => [id, name ?? label])),
  )

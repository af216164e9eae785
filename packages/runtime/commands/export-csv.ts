import { stringify } from 'csv-stringify/sync'
import type { FieldValue } from '@portico/engine/access/condition'
import { nameField } from '@portico/engine/portal/name-field'
import { addressInWords } from '@portico/engine/field/address'
import { shownAs } from '@portico/engine/field/expression'
import { itemsIn } from '@portico/engine/field/list'
import { chosenIn } from '@portico/engine/field/many-choice'
import { signatureIn } from '@portico/engine/field/signature'
import { localOf } from '@portico/engine/portal/local-time'
import { own } from '@portico/engine/portal/own'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import type { RecordAnswer } from './record-answer.ts'

/** Records of one table as they may leave: a cell that is not there is hidden. */
export type Exported = { readonly table: string; readonly records: readonly RecordAnswer[] }

const words = {
  en: {
    ...{
      record: 'Record',
      reference: 'Reference',
      stage: 'Stage',
      queue: 'Waits in',
      due: 'Due',
      created: 'Sent',
    },
    ...{ yes: 'yes', no: 'no', file: 'a file', hidden: 'Your role may not save it', destroyed: 'Destroyed' },
    more: (count: number) => `Only the newest ${count} are here: choose fewer.`,
  },
  es: {
    ...{
      record: 'Registro',
      reference: 'Referencia',
      stage: 'Etapa',
      queue: 'Espera en',
      due: 'Vence',
      created: 'Enviada',
    },
    ...{
      yes: 'sí',
      no: 'no',
      file: 'un archivo',
      hidden: 'Su función no puede guardarlo',
      destroyed: 'Destruido',
    },
    more: (count: number) => `Aquí solo están las ${count} más recientes: elija menos.`,
  },
} as const satisfies Record<Language, unknown>

/** The records the references of a list lead to, by table. */
export const referredIn = (
  portal: Portal,
  { table, records }: Exported,
): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, Set<string>>()
  for (const [id, field] of Object.entries(portal.tables[table]?.fields ?? {})) {
    if (field.kind !== 'reference' || field.to === undefined) continue
    const ids = found.get(field.to) ?? new Set()
    for (const { cells } of records) {
      const value = cells[id]
      if (typeof value === 'string') ids.add(value)
    }
    if (ids.size > 0) found.set(field.to, ids)
  }
  return new Map([...found].map(([to, ids]) => [to, [...ids]]))
}

/** What each record goes by. */
const namesOf = (portal: Portal, tables: readonly Exported[]): ReadonlyMap<string, string> =>
  new Map(
    tables.flatMap(({ table, records }) => {
      const by = nameField(portal, table)
      return records.flatMap(({ id, cells }) => {
        const name = cells[by ?? '']
        return typeof name === 'string' ? [[id, name] as const] : []
      })
    }),
  )

const cellInWords = (
  value: FieldValue,
  field: Field,
  names: ReadonlyMap<string, string>,
  language: Language,
): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return words[language][value ? 'yes' : 'no']
  // The bare number, so that a spreadsheet can add it up.
  if (field.kind === 'money' && typeof value === 'number') return value.toFixed(2)
  if (field.kind === 'list') return itemsIn(String(value)).join('; ')
  if (field.kind === 'signature') return signatureIn(String(value)).name
  if (field.kind === 'address') return addressInWords(String(value))
  if (field.kind === 'attachment') return words[language].file
  if (field.kind === 'reference') return names.get(String(value)) ?? String(value)
  const option = (id: string) => labelOf(id, { label: own(field.options ?? {}, id) }, language)
  if (field.kind === 'many-choice') return chosenIn(String(value)).map(option).join('; ')
  return field.kind === 'choice' ? option(String(value)) : String(value)
}

/** As a spreadsheet takes it for a moment, in the practice's own time: `2026-11-23 12:00`. */
const momentIn = (portal: Portal, at: string | null | undefined): string =>
  at == null
    ? ''
    : localOf(portal, at).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')

/** A number below nothing begins as a formula does, and is none: it can be added up. */
const bareNumber = (value: string) => ({ value, escape_formulas: !/^-?\d+(\.\d+)?$/.test(value) })

/**
 * The first of these tables as text that a spreadsheet opens; the others only name what it refers to. Cells a spreadsheet
 * would run as formulas are defused.
 */
export const csvOf = (
  portal: Portal,
  tables: readonly Exported[],
  { language, linesMax }: { readonly language: Language; readonly linesMax: number | null },
): string => {
  const [listed] = tables
  if (!listed) return ''
  const said = words[language]
  const names = namesOf(portal, tables.slice(1))
  const declaredFields = portal.tables[listed.table]?.fields ?? {}
  const fields = Object.entries(declaredFields)
  const found = Object.values(portal.workflows).find(({ table }) => table === listed.table)
  const requestColumns = found ? [said.reference, said.stage, said.queue, said.due, said.created] : []
  const head = [...requestColumns, ...fields.map(([id, field]) => labelOf(id, field, language)), said.record]
  const lines = listed.records.map(({ id, request, cells, destroyed }) => [
    ...(found
      ? [
          request?.reference ?? '',
          labelOf(request?.state ?? '', own(found.states, request?.state ?? ''), language),
          request?.queue == null ? '' : labelOf(request.queue, own(portal.queues, request.queue), language),
          momentIn(portal, request?.due),
          momentIn(portal, request?.created),
        ]
      : []),
    ...fields.map(([field, declared]) => {
      const value = cells[field]
      if (value === undefined) return said.hidden
      return destroyed?.includes(field)
        ? said.destroyed
        : cellInWords(value, shownAs(declaredFields, declared) ?? declared, names, language)
    }),
    // It tells apart what goes by one name, and nobody reads it: so it comes last.
    id,
  ])
  const rest = linesMax === null ? [] : [[said.more(linesMax)]]
  return stringify([head, ...lines, ...rest], { escape_formulas: true, cast: { string: bareNumber } })
}

import { addressInWords } from '@portico/engine/field/address'
import { addressField } from '@portico/engine/portal/name-field'
import type { Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import { momentInWords } from '../words/when.ts'
import { nameOf, type Names, type ShownRecord } from './record.ts'

/** The field that says when what a table holds takes place; undefined for records that go by a name. */
export const momentField = (portal: Portal, table: string): string | undefined => {
  const fields = portal.tables[table]?.fields ?? {}
  return 'name' in fields
    ? undefined
    : Object.entries(fields).find(([, field]) => field.kind === 'date-time')?.[0]
}

/** When a record takes place, as an instant; null when it has no time or it is not shown. */
export const momentOf = (portal: Portal, record: ShownRecord): string | null => {
  const at = record.cells[momentField(portal, record.table) ?? '']
  return typeof at === 'string' ? at : null
}

/** The records that say more about a time: where, and with whom. */
export const companionsOf = (
  portal: Portal,
  record: ShownRecord,
): readonly { readonly table: string; readonly id: string }[] =>
  Object.entries(portal.tables[record.table]?.fields ?? {}).flatMap(([id, field]) => {
    const value = record.cells[id]
    return field.to !== undefined && typeof value === 'string' ? [{ table: field.to, id: value }] : []
  })

/** Where and with whom: "East, Priya Raman". */
export const companionsInWords = (portal: Portal, record: ShownRecord, names: Names): string =>
  companionsOf(portal, record)
    .flatMap(({ id }) => names[id] ?? [])
    .join(', ')

/** Where a place is, for somebody who has to find it: its name with its address, "East, 1200 Maple Avenue". */
export const placeInWords = (portal: Portal, record: ShownRecord): string | undefined => {
  const name = nameOf(portal, record)
  const id = addressField(portal, record.table) ?? ''
  const address = record.cells[id]
  if (name === undefined || typeof address !== 'string' || address === '') return name
  const isInParts = portal.tables[record.table]?.fields[id]?.kind === 'address'
  return `${name}, ${isInParts ? addressInWords(address) : address}`
}

/** What a record is called: its name, or its time with where and with whom: "Tuesday, November 24 at 9:30 AM, East". */
export const calledOf = (
  portal: Portal,
  record: ShownRecord,
  language: Language,
  names: Names,
): string | undefined => {
  const at = momentOf(portal, record)
  if (at === null) return nameOf(portal, record)
  const companions = companionsInWords(portal, record, names)
  const moment = momentInWords(at, portal.timezone, language)
  return companions === '' ? moment : `${moment}, ${companions}`
}

/** The time a request is about, by what its references to times are called: null while it has none. */
export const timeInWords = (portal: Portal, record: ShownRecord, names: Names): string | null => {
  const named = Object.entries(portal.tables[record.table]?.fields ?? {}).flatMap(([id, field]) => {
    const value = record.cells[id]
    const isTime = field.to !== undefined && momentField(portal, field.to) !== undefined
    return isTime && typeof value === 'string' ? (names[value] ?? []) : []
  })
  return named[0] ?? null
}

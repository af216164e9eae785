import type { Facts, FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import { asConditionsKnow } from '@portico/engine/field/date-time'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Portal } from '@portico/engine/portal/portal'
import type { KeyRing } from '../keys/key-ring.ts'
import type { Macs } from '../keys/macs.ts'
import { keyIdOf, open, seal, type DataKey } from '../keys/sealed-value.ts'
import { tokensToKeep } from '../keys/search-tokens.ts'
import { sealedFieldOf } from '../postgres/facts.ts'
import type { Row } from '../postgres/record-store.ts'
import { conditionFacts } from '../postgres/request-store.ts'

/** Private values between the screen and the table: sealed on the way in, opened on the way out. */
const isFieldValue = (value: unknown): value is FieldValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** Subject of keys for records that belong to no patient. */
const practice = '00000000-0000-0000-0000-000000000000'

/** A value of a cell as it is; null where its key was destroyed. */
export const opened = (
  value: unknown,
  place: { table: string; field: string; record: string },
  keyOf: (sealed: Buffer) => DataKey | undefined,
): FieldValue => {
  if (isFieldValue(value)) return value
  if (!Buffer.isBuffer(value)) throw new Error('a column holds what no kind stores')
  const key = keyOf(value)
  // A destroyed key leaves nothing to show.
  return key ? open(value, place, key) : null
}

export type Cells = Readonly<Record<string, FieldValue>>

/** The keys behind sealed values, each named once: what a value says of its key is read from its bytes. */
export const keysBehind = async (
  sealed: readonly Buffer[],
  keyRing: KeyRing,
): Promise<(sealed: Buffer) => DataKey | undefined> => {
  const ids = new Map(sealed.map((value) => [value, keyIdOf(value)]))
  const keys = await keyRing.keysOf([...new Set(ids.values())])
  return (value) => keys.get(ids.get(value) ?? '')
}

/** Opens what came through. Cells a view withheld are not among the answer at all: hidden is never shown as empty. */
export const openCells = async (
  rows: readonly Row[],
  table: string,
  fields: readonly string[],
  keyRing: KeyRing,
): Promise<readonly Cells[]> => {
  const sealed: Buffer[] = []
  for (const row of rows)
    for (const field of fields) {
      const value = row[field]
      if (Buffer.isBuffer(value)) sealed.push(value)
    }
  const keyOf = await keysBehind(sealed, keyRing)
  return rows.map((row) => {
    const withheld = String(row['_hidden'])
    const record = String(row['id'])
    const cells: Record<string, FieldValue> = {}
    fields.forEach((field, index) => {
      if (withheld[index] !== '1') cells[field] = opened(row[field], { table, field, record }, keyOf)
    })
    return cells
  })
}

/**
 * What a step's condition may ask, private values opened. They go to the engine and nowhere else: what comes of them is
 * whether the step may be taken.
 */
export const guardFacts = async (
  facts: Facts,
  { portal, ...place }: { readonly portal: Portal; readonly table: string; readonly record: RecordId },
  keyRing: KeyRing,
): Promise<Facts> => {
  const sealed = Object.entries(facts).flatMap(([name, value]) => {
    const field = sealedFieldOf(name)
    return field === null
      ? []
      : [{ field, value: typeof value === 'string' ? Buffer.from(value, 'hex') : null }]
  })
  const keyOf = await keysBehind(
    sealed.flatMap(({ value }) => (value ? [value] : [])),
    keyRing,
  )
  const own = sealed.map(({ field, value }) => [field, opened(value, { ...place, field }, keyOf)] as const)
  const fields = portal.tables[place.table]?.fields ?? {}
  return {
    ...conditionFacts(facts),
    ...asConditionsKnow(fields, Object.fromEntries(own), portal.timezone),
  }
}

/** The columns that hold these values: ciphertext and search tokens for private fields. */
export const sealCells = async (
  values: Cells,
  {
    portal,
    table,
    record,
    owner,
  }: {
    readonly portal: Portal
    readonly table: string
    readonly record: RecordId
    readonly owner: string | null
  },
  { keyRing, macs }: { readonly keyRing: KeyRing; readonly macs: Macs },
): Promise<Readonly<Record<string, unknown>>> => {
  const columns: Record<string, unknown> = {}
  for (const [id, value] of Object.entries(values)) {
    const field = portal.tables[table]?.fields[id]
    if (!field) throw new Error('a parsed answer names only declared fields')
    columns[id] =
      value !== null && isEncrypted(field)
        ? seal(value, { table, field: id, record }, await keyRing.keyFor(owner ?? practice))
        : value
    if (field.search)
      columns[`_find.${id}`] = value === null ? null : tokensToKeep(table, id, field, String(value), macs)
  }
  return columns
}

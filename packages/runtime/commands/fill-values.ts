import { convert, type Converted } from '@portico/engine/field/convert'
import type { Fill } from '@portico/engine/portal/fills'
import type { Portal } from '@portico/engine/portal/portal'
import type { Filler } from '../postgres/fill-fields.ts'
import type { FilledRow, SourceRow } from '../postgres/fill-store.ts'
import type { Adapters } from './adapters.ts'
import { keysBehind, opened, sealCells } from './cells.ts'

/** What becomes of the value of one record; null where there is none, or its key was destroyed. */
export type Outcome = { readonly row: SourceRow; readonly made: Converted | null }

type Sides = Pick<Fill, 'table' | 'source' | 'from' | 'to'>

/** Opens what records hold and converts it, and lets go of it again: what does not convert is known by its record. */
export const outcomesOf = async (
  { table, source, from, to }: Sides,
  rows: readonly SourceRow[],
  { timezone }: Pick<Portal, 'timezone'>,
  { keyRing }: Pick<Adapters, 'keyRing'>,
): Promise<readonly Outcome[]> => {
  const sealed = rows.flatMap(({ value }) => (Buffer.isBuffer(value) ? [value] : []))
  const keyOf = await keysBehind(sealed, keyRing)
  return rows.map((row) => {
    const value = opened(row.value, { table, field: source, record: row.id }, keyOf)
    return { row, made: value === null ? null : convert(from, to, value, timezone) }
  })
}

/** Tokens and ciphertext of the new field, sealed for it: a value that was sealed for another field does not open there. */
const filledRow = async (
  portal: Portal,
  { table, field }: Fill,
  { row: { id, owner, mark }, made }: Outcome,
  adapters: Pick<Adapters, 'keyRing' | 'macs'>,
): Promise<FilledRow> => {
  if (made === null || !made.ok) return { id, mark, value: null, tokens: null }
  const place = { portal, table, record: id, owner }
  const { [field]: value, [`_find.${field}`]: tokens } = await sealCells(
    { [field]: made.value },
    place,
    adapters,
  )
  return { id, mark, value: Buffer.isBuffer(value) ? value : made.value, tokens: tokensIn(tokens) }
}

const tokensIn = (tokens: unknown): readonly Buffer[] | null =>
  Array.isArray(tokens) ? tokens.filter((token) => Buffer.isBuffer(token)) : null

/** What publishing fills new fields with. */
export const fillerOf =
  (adapters: Pick<Adapters, 'keyRing' | 'macs'>): Filler =>
  async (portal, fill, rows) => {
    const outcomes = await outcomesOf(fill, rows, portal, adapters)
    const filled: FilledRow[] = []
    for (const outcome of outcomes) filled.push(await filledRow(portal, fill, outcome, adapters))
    return filled
  }

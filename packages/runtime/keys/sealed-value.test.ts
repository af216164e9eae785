import { createSecretKey, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { FieldValue } from '@portico/engine/access/condition'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import { keyIdOf, open, seal, type DataKey, type Place } from './sealed-value.ts'

const seed = Number(process.env['SEED'] ?? 20261122)
const forgeries = Number(process.env['FORGERIES'] ?? 10_000)

/** One cell as it lies there: under the key of the patient whose it is. */
type Cell = {
  readonly place: Place
  readonly key: DataKey
  readonly value: FieldValue
  readonly sealed: Buffer
}

const random = randomFrom(seed)
const bytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random.below(256)))
const words = ['', 'positive', 'negative', 'Lisinopril 10 mg', 'ñandú 医', 'x'.repeat(2000)] as const
const values = [...words, 0, -1.5, 40, true, false] as const

const keys = Array.from({ length: 6 }, (): DataKey => ({ id: randomUUID(), key: createSecretKey(bytes(32)) }))
const held: ReadonlyMap<string, DataKey> = new Map(keys.map((key) => [key.id, key]))
const tables = ['refill', 'appointment', 'ref', 'refill.medication'] as const
const fields = ['medication', 'dose', 'd', 'ose', 'reason'] as const
const records = Array.from({ length: 8 }, () => randomUUID())

const cellOf = (): Cell => {
  const place = { table: random.pick(tables), field: random.pick(fields), record: random.pick(records) }
  const [key, value] = [random.pick(keys), random.pick(values)]
  return { place, key, value, sealed: seal(value, place, key) }
}
const cells = Array.from({ length: 400 }, cellOf)

/** As a reader does: the key is the one the value names. Without it there is nothing to open it with. */
const opened = (sealed: Buffer, place: Place): { readonly value: FieldValue } | null => {
  try {
    const key = held.get(keyIdOf(sealed))
    return key ? { value: open(sealed, place, key) } : null
  } catch {
    return null
  }
}

const isSamePlace = (one: Place, other: Place): boolean =>
  one.table === other.table && one.field === other.field && one.record === other.record

const changedAt = (sealed: Buffer, place: number, change: (byte: number) => number): Buffer => {
  const changed = Buffer.from(sealed)
  changed.writeUInt8(change(changed.readUInt8(place)), place)
  return changed
}

/** A part of one sealed value, in the place of the same part of another. */
const grafted = (one: Buffer, other: Buffer, from: number, to: number): Buffer =>
  Buffer.concat([one.subarray(0, from), other.subarray(from, to), one.subarray(to)])

type Forged = { readonly sealed: Buffer; readonly place: Place }
type Forgery = (cell: Cell, other: Cell, chance: Random) => Forged | null

const forgeriesByName: Readonly<Record<string, Forgery>> = {
  'moved to another record': ({ sealed, place }, { place: { record } }) => ({
    sealed,
    place: { ...place, record },
  }),
  'moved to another field': ({ sealed, place }, { place: { field } }) => ({
    sealed,
    place: { ...place, field },
  }),
  'moved to another table': ({ sealed, place }, { place: { table } }) => ({
    sealed,
    place: { ...place, table },
  }),
  'moved to a place that reads alike': ({ sealed, place }) => ({
    sealed,
    place: { ...place, table: place.table + place.field.slice(0, 1), field: place.field.slice(1) },
  }),
  'swapped with another cell': ({ place }, { sealed, place: from }) =>
    isSamePlace(place, from) ? null : { sealed, place },
  'said to be another patient’s': ({ sealed, place, key }, { key: theirs }) =>
    key === theirs
      ? null
      : { sealed: grafted(sealed, Buffer.from(`00${theirs.id.replaceAll('-', '')}`, 'hex'), 1, 17), place },
  'given the nonce of another': ({ sealed, place }, { sealed: theirs }) => ({
    sealed: grafted(sealed, theirs, 17, 29),
    place,
  }),
  'given the tag of another': ({ sealed, place }, { sealed: theirs }) => ({
    sealed: Buffer.concat([sealed.subarray(0, -16), theirs.subarray(-16)]),
    place,
  }),
  'given the body of another': ({ sealed, place }, { sealed: theirs }) => ({
    sealed: Buffer.concat([sealed.subarray(0, 29), theirs.subarray(29, -16), sealed.subarray(-16)]),
    place,
  }),
  'with a bit flipped': ({ sealed, place }, _, chance) => ({
    sealed: changedAt(sealed, chance.below(sealed.length), (byte) => byte ^ (1 << chance.below(8))),
    place,
  }),
  'with a byte changed': ({ sealed, place }, _, chance) => ({
    sealed: changedAt(sealed, chance.below(sealed.length), (byte) => (byte + 1 + chance.below(255)) % 256),
    place,
  }),
  'cut short': ({ sealed, place }, _, chance) => ({
    sealed: sealed.subarray(0, chance.below(sealed.length)),
    place,
  }),
  'cut at its beginning': ({ sealed, place }, _, chance) => ({
    sealed: sealed.subarray(1 + chance.below(sealed.length - 1)),
    place,
  }),
  'with bytes cut out': ({ sealed, place }, _, chance) => {
    const from = chance.below(sealed.length - 1)
    return {
      sealed: Buffer.concat([sealed.subarray(0, from), sealed.subarray(from + 1 + chance.below(20))]),
      place,
    }
  },
  'with bytes added': ({ sealed, place }, _, chance) => {
    const at = chance.below(sealed.length + 1)
    return {
      sealed: Buffer.concat([sealed.subarray(0, at), bytes(1 + chance.below(20)), sealed.subarray(at)]),
      place,
    }
  },
  'with a tag of fewer bytes': ({ sealed, place }, _, chance) => ({
    sealed: sealed.subarray(0, -1 - chance.below(12)),
    place,
  }),
  'with two halves of two': ({ sealed, place }, { sealed: theirs }) => ({
    sealed: Buffer.concat([sealed.subarray(0, sealed.length >> 1), theirs.subarray(theirs.length >> 1)]),
    place,
  }),
}

/** What came out the same by chance is no forgery. */
const isForged = ({ sealed, place }: Forged, cell: Cell): boolean =>
  !(sealed.equals(cell.sealed) && isSamePlace(place, cell.place)) &&
  !cells.some((other) => other.sealed.equals(sealed) && isSamePlace(place, other.place))

test('every sealed value opens in its own place as what it was', () => {
  for (const { sealed, place, value } of cells) expect(opened(sealed, place)).toEqual({ value })
})

test(`no sealed value opens that was moved, cut, flipped, grafted or swapped: ${forgeries} forgeries (SEED=${seed})`, () => {
  const tried = new Map<string, number>()
  for (let made = 0; made < forgeries;) {
    const [cell, other] = [random.pick(cells), random.pick(cells)]
    const name = random.pick(Object.keys(forgeriesByName))
    const forged = forgeriesByName[name]?.(cell, other, random) ?? null
    if (forged === null || !isForged(forged, cell)) continue
    const answer = opened(forged.sealed, forged.place)
    if (answer !== null)
      expect.fail(`${name}: opened as ${String(answer.value)}, ${JSON.stringify(cell.place)}`)
    tried.set(name, (tried.get(name) ?? 0) + 1)
    made += 1
  }
  console.log(JSON.stringify({ seed, forgeries, refused: Object.fromEntries(tried) }))
  expect(tried.size).toBe(Object.keys(forgeriesByName).length)
})

import type { PoolClient } from 'pg'
import { expect } from 'vitest'
import { abilityFor, fieldsOf, may } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import type { FieldValue } from '@portico/engine/access/condition'
import { spec, type Granted } from '@portico/engine/access/spec'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Field, Portal, Verb } from '@portico/engine/portal/portal'
import { recordId } from '@portico/engine/testing/maple'
import { days, instants, words } from '@portico/engine/testing/random-portal'
import { recordFactsIn, type World, type WorldRecord } from '@portico/engine/testing/random-world'
import type { Random } from '@portico/engine/testing/random'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { reachableFields } from '../../packages/runtime/postgres/rule.ts'
import { achieves, written } from './environment.ts'

/** One actor before one database: the oracle, CASL and Postgres are asked the same about everything in it. */
export type Scene = {
  readonly portal: Portal
  readonly hash: string
  readonly world: World
  readonly actor: Actor & { readonly audience: 'patient' | 'staff' }
  readonly today: string
  /** How a private value of this world is written as bytes. */
  readonly encoding: 'utf8' | 'hex'
}

const stored = (field: Field, value: FieldValue, encoding: Scene['encoding']): FieldValue | Buffer =>
  value !== null && isEncrypted(field) ? Buffer.from(String(value), encoding) : value

export const fieldsOn = (portal: Portal, table: string): readonly (readonly [string, Field])[] =>
  Object.entries(portal.tables[table]?.fields ?? {})

export const insertion = (
  { portal, encoding }: Pick<Scene, 'portal' | 'encoding'>,
  { table, id, values }: WorldRecord,
): string => {
  const given = fieldsOn(portal, table).filter(([field]) => values[field] !== undefined)
  const state = typeof values['state'] === 'string' ? [['"_state"', written(values['state'])] as const] : []
  const columns = [
    ['id', written(id)] as const,
    ...given.map(
      ([field, kind]) => [quoted(field), written(stored(kind, values[field] ?? null, encoding))] as const,
    ),
    ...state,
  ]
  const [names, places] = [columns.map(([name]) => name), columns.map(([, value]) => value)]
  return `insert into data.${quoted(table)} (${names.join(', ')}) values (${places.join(', ')})`
}

/** What the oracle grants, after CASL was held against it. */
export const granted = (
  { portal, actor, today }: Scene,
  verb: Verb,
  world: World,
  record: WorldRecord,
): Granted => {
  const facts = recordFactsIn(portal, world, record)
  const expected = spec(portal, actor, verb, record.table, facts, today)
  const ability = abilityFor(portal, actor, today)
  expect(may(ability, verb, record.table, facts)).toBe(expected.record)
  expect(fieldsOf(ability, verb, record.table, facts)).toEqual(expected.fields)
  return expected
}

const said = (scene: Scene, more: unknown): string =>
  JSON.stringify({ more, actor: scene.actor, permissions: scene.portal.permissions })

const viewOf = ({ hash, actor }: Scene, table: string): string =>
  `p_${hash.slice(0, 12)}_${actor.audience}.${quoted(table)}`

const rowsSeen = async (
  client: PoolClient,
  scene: Scene,
  table: string,
): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> => {
  const view = viewOf(scene, table)
  const { rows: found } = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [view],
  )
  if (found[0]?.there !== true) return new Map()
  const { rows } = await client.query<Record<string, unknown>>(`select * from ${view}`)
  return new Map(rows.map((row) => [String(row['id']), row]))
}

export const checkReads = async (client: PoolClient, scene: Scene): Promise<number> => {
  let cells = 0
  for (const table of Object.keys(scene.portal.tables)) {
    const rows = await rowsSeen(client, scene, table)
    const named = reachableFields(scene.portal, scene.actor.audience, 'read', table)
    for (const record of scene.world.filter((one) => one.table === table)) {
      const expected = granted(scene, 'read', scene.world, record)
      const row = rows.get(record.id)
      expect(row !== undefined, said(scene, record)).toBe(expected.record)
      for (const [id, field] of fieldsOn(scene.portal, table)) {
        const shown =
          row !== undefined && named.includes(id) && String(row['_hidden'])[named.indexOf(id)] === '0'
        expect(shown, said(scene, { record, id })).toBe(expected.fields.has(id))
        const value = shown ? stored(field, record.values[id] ?? null, scene.encoding) : null
        expect(row?.[id] ?? null, said(scene, { record, id })).toEqual(value)
        cells++
      }
    }
  }
  return cells
}

const candidates = (world: World, field: Field): readonly FieldValue[] => {
  switch (field.kind) {
    case 'number':
      return [null, 0, 1, 2]
    case 'yes-no':
      return [null, true, false]
    case 'date':
      return [null, ...days]
    case 'attachment':
      return [null]
    case 'date-time':
      return [null, ...instants]
    case 'reference':
      return [null, ...world.filter(({ table }) => table === field.to).map(({ id }) => id)]
    case 'attachment':
      return [null]
    case 'text':
    case 'long-text':
    case 'choice':
    case 'phone':
    case 'email':
      return [null, ...words]
  }
}

const other = (random: Random, world: World, field: Field, than: FieldValue): FieldValue =>
  random.pick(candidates(world, field).filter((value) => value !== than))

const withRecord = (world: World, record: WorldRecord): World => [
  ...world.filter(({ id }) => id !== record.id),
  record,
]

/** Leads where another record leads already by a `once` reference: then even who may is told no. */
const isTaken = ({ portal, world }: Pick<Scene, 'portal' | 'world'>, { id, table, values }: WorldRecord) =>
  fieldsOn(portal, table).some(
    ([field, { once }]) =>
      once === true &&
      (values[field] ?? null) !== null &&
      world.some(
        (other) => other.table === table && other.id !== id && other.values[field] === values[field],
      ),
  )

type Write = { readonly what: unknown; readonly statement: string; readonly expected: boolean }

export const checkWrites = async (
  client: PoolClient,
  scene: Scene,
  writes: readonly Write[],
): Promise<number> => {
  const done = await achieves(
    client,
    writes.map(({ statement }) => statement),
  )
  for (const [index, { what, expected }] of writes.entries())
    expect(done[index], said(scene, what)).toBe(expected)
  return done.filter(Boolean).length
}

/** A file becomes a cell by way of its sending, which has tests of its own. */
const writable = (portal: Portal, table: string): readonly (readonly [string, Field])[] =>
  fieldsOn(portal, table).filter(([, { kind }]) => kind !== 'attachment')

/** Each single cell of each record, changed on its own. The record must be within reach before and after. */
export const updates = (scene: Scene, random: Random): readonly Write[] =>
  scene.world.flatMap((record) => {
    const before = granted(scene, 'update', scene.world, record)
    return writable(scene.portal, record.table).map(([id, field]) => {
      const value = other(random, scene.world, field, record.values[id] ?? null)
      const after = { ...record, values: { ...record.values, [id]: value } }
      return {
        what: { update: record, id, value },
        statement: `update data.${quoted(record.table)} set ${quoted(id)} = ${written(stored(field, value, scene.encoding))} where id = ${written(record.id)}`,
        expected:
          !isTaken(scene, after) &&
          before.fields.has(id) &&
          granted(scene, 'update', withRecord(scene.world, after), after).fields.has(id),
      }
    })
  })

/** A new record with nothing in it, with each single field, and with that and the reference it is owned by. */
const newRecords = (random: Random, { portal, world }: Scene, table: string): readonly WorldRecord[] => {
  const fields = writable(portal, table)
  const value = (field: Field): FieldValue => other(random, world, field, null)
  const owner = portal.tables[table]?.patient?.split('.')[0]
  const owned = fields.filter(([id]) => id === owner).map(([id, field]) => [id, value(field)] as const)
  const id = recordId(10_000)
  return [
    { id, table, values: {} },
    ...fields.map(([field, declared]) => ({ id, table, values: { [field]: value(declared) } })),
    ...fields.map(([field, declared]) => ({
      id,
      table,
      values: { ...Object.fromEntries(owned), [field]: value(declared) },
    })),
  ]
}

export const creates = (scene: Scene, random: Random): readonly Write[] =>
  Object.keys(scene.portal.tables)
    .flatMap((table) => newRecords(random, scene, table))
    .map((record) => {
      const expected = granted(scene, 'create', [...scene.world, record], record)
      const isWhole = Object.keys(record.values).every((field) => expected.fields.has(field))
      return {
        what: { create: record },
        statement: insertion(scene, record),
        expected: expected.record && isWhole && !isTaken(scene, record),
      }
    })

/** Nobody deletes, whatever a portal grants: deleting is a command that hides, and there is none yet. */
export const deletes = ({ portal }: Scene): readonly Write[] =>
  Object.keys(portal.tables).map((table) => ({
    what: { delete: table },
    statement: `delete from data.${quoted(table)}`,
    expected: false,
  }))

import type { PoolClient } from 'pg'
import { expect } from 'vitest'
import type { FieldValue } from '@portico/engine/access/condition'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { recordId } from '@portico/engine/testing/maple'
import { addresses, amounts, days, instants, times, words } from '@portico/engine/testing/random-values'
import type { World, WorldRecord } from '@portico/engine/testing/random-world'
import type { Random } from '@portico/engine/testing/random'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { reaches, written } from './environment.ts'
import { reachedBy, sameLayers, type Change, type Layers } from './layers.ts'
import { creation, fieldsOn, granted, said, stored, type Scene } from './scene.ts'

/** One try, and how many records the oracle says it reaches: none when it is refused. */
export type Write = {
  readonly change: Change
  readonly statement: string
  readonly expected: number
}

export const candidates = (world: World, field: Field): readonly FieldValue[] => {
  switch (field.kind) {
    case 'number':
      return [null, 0, 1, 2]
    case 'money':
      return [null, ...amounts]
    case 'time':
      return [null, ...times]
    case 'address':
      return [null, ...addresses]
    case 'yes-no':
      return [null, true, false]
    case 'date':
      return [null, ...days]
    case 'date-time':
      return [null, ...instants]
    case 'reference':
      return [null, ...world.filter(({ table }) => table === field.to).map(({ id }) => id)]
    case 'computed':
    case 'attachment':
      return [null]
    case 'choice':
      return [null, ...Object.keys(field.options ?? {})]
    case 'many-choice': {
      const options = Object.keys(field.options ?? {})
      return [null, ...options, options.toSorted().join(' ')]
    }
    case 'text':
    case 'long-text':
    case 'phone':
    case 'email':
    case 'list':
    case 'signature':
      return [null, ...words]
  }
}

const other = (random: Random, world: World, field: Field, than: FieldValue): FieldValue =>
  random.pick(candidates(world, field).filter((value) => value !== than))

/** Leads where another record leads already by a `once` reference; then even who may is told no. */
const isTaken = ({ portal, world }: Pick<Scene, 'portal' | 'world'>, { id, table, values }: WorldRecord) =>
  fieldsOn(portal, table).some(
    ([field, { once }]) =>
      once === true &&
      (values[field] ?? null) !== null &&
      world.some(
        (record) => record.table === table && record.id !== id && record.values[field] === values[field],
      ),
  )

/** A file becomes a cell by way of its sending, which has tests of its own; what is computed is never written. */
const writable = (portal: Portal, table: string): readonly (readonly [string, Field])[] =>
  fieldsOn(portal, table).filter(([, { kind }]) => kind !== 'attachment' && kind !== 'computed')

const changed = (record: WorldRecord, id: string, value: FieldValue): WorldRecord => ({
  ...record,
  values: { ...record.values, [id]: value },
})

/** The record must be within reach before and after, and the cell granted both times. */
const isGranted = (scene: Scene, before: WorldRecord, after: WorldRecord, id: string): boolean =>
  !isTaken(scene, after) &&
  granted(scene, 'update', scene.world, before).fields.has(id) &&
  granted(scene, 'update', scene.world, after).fields.has(id)

/** Of all there is to try, each with this chance. */
const sampled = <T>(random: Random, all: readonly T[], share: number): readonly T[] =>
  share === 1 ? all : all.filter(() => random.chance(share))

/** Each single cell of each record, changed on its own. */
export const updates = (scene: Scene, random: Random, share = 1): readonly Write[] =>
  scene.world.flatMap((record) =>
    sampled(random, writable(scene.portal, record.table), share).map(([id, field]) => {
      const value = other(random, scene.world, field, record.values[id] ?? null)
      const after = changed(record, id, value)
      return {
        change: { kind: 'update-one', table: record.table, fields: [id], rows: [{ before: record, after }] },
        statement: `update data.${quoted(record.table)} set ${quoted(id)} = ${written(stored(field, value, scene.encoding))} where id = ${written(record.id)}`,
        expected: isGranted(scene, record, after, id) ? 1 : 0,
      }
    }),
  )

/** One cell of all records at once: nothing is named, so nothing but the change's own rules decides. */
export const blanketUpdates = (scene: Scene, random: Random, share = 1): readonly Write[] =>
  Object.keys(scene.portal.tables).flatMap((table) =>
    sampled(random, writable(scene.portal, table), share)
      .filter(([, { once }]) => once !== true)
      .map(([id, field]) => {
        const value = random.pick(candidates(scene.world, field))
        const rows = scene.world
          .filter((record) => record.table === table)
          .map((before) => ({ before, after: changed(before, id, value) }))
        const met = rows.filter(({ before }) => granted(scene, 'update', scene.world, before).record)
        return {
          change: { kind: 'update-all', table, fields: [id], rows },
          statement: `update data.${quoted(table)} set ${quoted(id)} = ${written(stored(field, value, scene.encoding))}`,
          expected: met.every(({ before, after }) => isGranted(scene, before, after, id)) ? met.length : 0,
        }
      }),
  )

/** A new record with nothing in it, with each single field, and with that and the reference it is owned by. */
const newRecords = (
  random: Random,
  { portal, world, today }: Scene,
  table: string,
): readonly WorldRecord[] => {
  const fields = writable(portal, table)
  const value = (field: Field): FieldValue => other(random, world, field, null)
  const owner = portal.tables[table]?.patient?.split('.')[0]
  const owned = Object.fromEntries(
    fields.filter(([id]) => id === owner).map(([id, field]) => [id, value(field)]),
  )
  const request = isWorkflowTable(portal, table) ? { created: `${today}T18:00:00.000Z` } : {}
  return [
    {},
    ...fields.map(([field, declared]) => ({ [field]: value(declared) })),
    ...fields.map(([field, declared]) => ({ ...owned, [field]: value(declared) })),
  ].map((values) => ({ id: recordId(10_000), table, values: { ...values, ...request } }))
}

export const creates = (scene: Scene, random: Random, share = 1): readonly Write[] =>
  Object.keys(scene.portal.tables)
    .flatMap((table) => sampled(random, newRecords(random, scene, table), share))
    .map((record) => {
      const { fields, record: isReached } = granted(scene, 'create', scene.world, record)
      const given = fieldsOn(scene.portal, record.table).flatMap(([id]) =>
        record.values[id] === undefined ? [] : [id],
      )
      const isWhole = given.every((field) => fields.has(field))
      return {
        change: {
          kind: 'create',
          table: record.table,
          fields: given,
          rows: [{ before: null, after: record }],
        },
        statement: creation(scene, record),
        expected: isReached && isWhole && !isTaken(scene, record) ? 1 : 0,
      }
    })

/** Nobody deletes, whatever a portal grants, and nobody writes what Portico itself keeps of a record. */
const forbidden = ({ portal }: Pick<Scene, 'portal'>): readonly string[] =>
  Object.keys(portal.tables).flatMap((table) => [
    `delete from data.${quoted(table)}`,
    ...['_deleted', '_created', '_state', '_queue', '_assignee', '_version'].map(
      (column) => `update data.${quoted(table)} set "${column}" = null`,
    ),
  ])

/** Which of these writes reach another number of records than these layers let them. */
export const writeDifferences = async (
  client: Pick<PoolClient, 'query'>,
  writes: readonly Write[],
): Promise<readonly string[]> => {
  const reached = await reaches(
    client,
    writes.map(({ statement }) => statement),
  )
  return writes.flatMap(({ statement, expected }, index) =>
    reached[index] === expected
      ? []
      : [`${statement}: ${reached[index] ?? 'nothing'} instead of ${expected}`],
  )
}

/** What these writes would reach with these layers. */
export const predicted = (scene: Scene, made: Layers, writes: readonly Write[]): readonly number[] =>
  writes.map(({ change }) => reachedBy(scene, made, change))

export const checkWrites = async (
  client: Pick<PoolClient, 'query'>,
  scene: Scene,
  writes: readonly Write[],
): Promise<number> => {
  const byLayers = predicted(scene, sameLayers(scene.portal), writes)
  for (const [index, { statement, expected, change }] of writes.entries())
    if (byLayers[index] !== expected && !change.rows.some(({ after }) => isTaken(scene, after)))
      expect.fail(`The layers and the oracle differ: ${statement}, ${said(scene, change)}`)
  const differences = await writeDifferences(client, writes)
  if (differences.length > 0) expect(differences, said(scene, scene.world)).toEqual([])
  return writes.filter(({ expected }) => expected > 0).length
}

export const checkForbidden = async (
  client: Pick<PoolClient, 'query'>,
  scene: Pick<Scene, 'portal'>,
): Promise<void> => {
  const statements = forbidden(scene)
  expect(await reaches(client, statements)).toEqual(statements.map(() => 0))
}

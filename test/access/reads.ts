import type { PoolClient } from 'pg'
import { expect } from 'vitest'
import { permissionsFor } from '@portico/engine/access/access'
import type { Field } from '@portico/engine/portal/portal'
import type { WorldRecord } from '@portico/engine/testing/random-world'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { sameLayers, shownBy, type Layers } from './layers.ts'
import { fieldsOn, granted, said, stored, type Scene } from './scene.ts'

type Row = Readonly<Record<string, unknown>>

/** What an actor gets who asks for everything: the cells of her views, and the ids a change could name. */
type Seen = {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>
  readonly ids: ReadonlySet<string>
}

type Answer = { readonly rows: readonly Row[] }
const isAnswers = (value: unknown): value is readonly Answer[] =>
  Array.isArray(value) &&
  value.every((one: unknown) => typeof one === 'object' && one !== null && 'rows' in one)

export const viewOf = ({ hash, actor }: Pick<Scene, 'hash' | 'actor'>, table: string): string =>
  `p_${hash.slice(0, 12)}_${actor.audience}.${quoted(table)}`

/** Without a permission to read there is no view. */
export const viewedTables = ({ portal, actor }: Pick<Scene, 'portal' | 'actor'>): readonly string[] =>
  Object.keys(portal.tables).filter(
    (table) => permissionsFor(portal, actor.audience, 'read', table).length > 0,
  )

const byId = (rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [String(row['id']), row]))

/** Everything in one trip. */
export const look = async (client: Pick<PoolClient, 'query'>, scene: Scene): Promise<Seen> => {
  const views = viewedTables(scene)
  const tables = Object.keys(scene.portal.tables)
  const text = [
    ...views.map((table) => `select * from ${viewOf(scene, table)}`),
    ...tables.map((table) => `select id from data.${quoted(table)}`),
  ].join('; ')
  const answers: unknown = await client.query(text)
  if (!isAnswers(answers)) throw new Error('several questions have several answers')
  return {
    rows: new Map(views.map((table, index) => [table, byId(answers[index]?.rows ?? [])])),
    ids: new Set(answers.slice(views.length).flatMap(({ rows }) => rows.map(({ id }) => String(id)))),
  }
}

/** A cell is shown when the row has its column and the mark at its place says so. */
const isShown = (scene: Scene, table: string, row: Row, id: string): boolean => {
  const columns = fieldsOn(scene.portal, table).flatMap(([field]) =>
    Object.hasOwn(row, field) ? [field] : [],
  )
  const at = columns.indexOf(id)
  return at >= 0 && String(row['_hidden'])[at] === '0'
}

const cellDifference = (
  scene: Scene,
  record: WorldRecord,
  row: Row | undefined,
  [id, field]: readonly [string, Field],
  expected: boolean,
): string | null => {
  const shown = row !== undefined && isShown(scene, record.table, row, id)
  if (shown !== expected) return shown ? 'shown' : 'withheld'
  const value = shown ? stored(field, record.values[id] ?? null, scene.encoding) : null
  const there = row?.[id] ?? null
  const isSame = Buffer.isBuffer(there) && Buffer.isBuffer(value) ? there.equals(value) : there === value
  if (!isSame) return 'another value'
  return !shown && (row?.[`_find.${id}`] ?? null) !== null ? 'found by its token' : null
}

type Compared = { readonly cells: number; readonly differences: readonly string[] }

/** Where what was seen is not what these layers show. */
export const readDifferences = (
  scene: Scene,
  seen: Seen,
  made: Layers = sameLayers(scene.portal),
): Compared => {
  const differences: string[] = []
  let cells = 0
  const note = (record: WorldRecord, what: string | null): void => {
    if (what !== null) differences.push(`${record.table} ${record.id}: ${what}`)
  }
  for (const record of scene.world) {
    const shown = shownBy(scene, made, record)
    const row = seen.rows.get(record.table)?.get(record.id)
    if ((row !== undefined) !== shown.record) note(record, row ? 'a record shown' : 'a record withheld')
    if (seen.ids.has(record.id) !== shown.found) note(record, 'found by a change, or not')
    for (const field of fieldsOn(scene.portal, record.table)) {
      const what = cellDifference(scene, record, row, field, shown.fields.has(field[0]))
      note(record, what === null ? null : `${field[0]} ${what}`)
      cells++
    }
  }
  return { cells, differences }
}

/** The layers of a whole portal show what the oracle grants, cell by cell. */
const checkOracle = (scene: Scene): void => {
  for (const record of scene.world) {
    const expected = granted(scene, 'read', scene.world, record)
    const shown = shownBy(scene, sameLayers(scene.portal), record)
    if (
      shown.record !== expected.record ||
      [...shown.fields].toSorted().join() !== [...expected.fields].toSorted().join()
    )
      expect.fail(`The layers and the oracle differ: ${said(scene, record)}`)
  }
}

export const checkReads = async (client: Pick<PoolClient, 'query'>, scene: Scene): Promise<number> => {
  checkOracle(scene)
  const { cells, differences } = readDifferences(scene, await look(client, scene))
  if (differences.length > 0) expect(differences, said(scene, scene.world)).toEqual([])
  return cells
}

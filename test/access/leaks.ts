import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clauseOf, factsOf, pathsOf } from '@portico/engine/access/condition'
import type { FieldValue } from '@portico/engine/access/condition'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Granted } from '@portico/engine/access/spec'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { recordFactsIn, type WorldRecord } from '@portico/engine/testing/random-world'
import { seal } from '../../packages/runtime/keys/sealed-value.ts'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { doors, holders, saidAt, type Asked } from './doors.ts'
import { written } from './environment.ts'
import { everybody, standsFor } from './matrix-people.ts'
import type { MatrixPractice } from './matrix-practice.ts'
import { granted } from './scene.ts'

/**
 * The leak suite: one test for each door and each field that is hidden from anybody. The same is asked twice, and between
 * the two what is hidden becomes something else: nobody it is hidden from is answered otherwise, to the byte.
 */
const folder = fileURLToPath(new URL('../../templates/', import.meta.url))
const templates = readdirSync(folder)
const isLookedAt = 'family-practice'
/** The runtime knows nothing of any of them, so the doors are tried with one; who may see what of these, a test of theirs holds equal to the oracle. */
const heldByTheEngine = ['behavioural-health', 'empty', 'patients-rights']
const { portal: lookedAt } = await readFolder(`${folder}${isLookedAt}`)

/** Every field a path steps on: another value there would rightly change who sees what. */
const steppedOn = (portal: Portal, table: string, path: string): readonly string[] => {
  const [first = '', ...rest] = path.split('.')
  const to = portal.tables[table]?.fields[first]?.to
  return [
    `${table}.${first}`,
    ...(to === undefined || rest.length === 0 ? [] : steppedOn(portal, to, rest.join('.'))),
  ]
}
const deciding = (portal: Portal): ReadonlySet<string> => {
  const people = Object.entries(portal.tables).filter(([, table]) => table.people !== undefined)
  return new Set([
    ...portal.permissions.flatMap(({ table, where }) => [
      ...pathsOf(clauseOf(where)).flatMap((path) => steppedOn(portal, table, path)),
      ...factsOf(clauseOf(where)).flatMap((fact) => people.map(([id]) => `${id}.${fact ?? ''}`)),
    ]),
    ...Object.entries(portal.tables).flatMap(([table, { patient }]) =>
      patient === undefined ? [] : steppedOn(portal, table, patient),
    ),
  ])
}

type Cell = { readonly table: string; readonly field: string; readonly declared: Field }

/** What a file is named by has doors of its own, and what can be taken once tells everybody that it is taken (decision 015). */
const fieldsOf = (portal: Portal): readonly Cell[] => {
  const decide = deciding(portal)
  return Object.entries(portal.tables).flatMap(([table, { fields }]) =>
    Object.entries(fields)
      .filter(
        ([field, { kind, once }]) =>
          kind !== 'attachment' && kind !== 'computed' && once !== true && !decide.has(`${table}.${field}`),
      )
      .map(([field, declared]) => ({ table, field, declared })),
  )
}

const others: Readonly<Record<Field['kind'], readonly FieldValue[]>> = {
  text: ['Zanzibarol', 'Quokkamin'],
  'long-text': ['Zanzibar and more', 'Quokka and more'],
  number: [73_198, 73_199],
  money: [731.98, 731.99],
  date: ['1931-02-03', '1932-03-04'],
  'date-time': ['2031-02-03T10:00:00.000Z', '2032-02-03T10:00:00.000Z'],
  time: ['07:31', '07:32'],
  'yes-no': [true, false],
  phone: ['555-7319', '555-7320'],
  email: ['zanzibar@example.com', 'quokka@example.com'],
  address: ['731 Zanzibar Road\n\nQuokka\nIL\n62701', '732 Zanzibar Road\n\nQuokka\nIL\n62701'],
  signature: ['Zanzibar Quokka\n\nSo be it.', 'Quokka Zanzibar\n\nSo be it.'],
  list: ['Zanzibarol\nQuokkamin', 'Quokkamin\nZanzibarol'],
  computed: [],
  choice: [],
  'many-choice': [],
  reference: [],
  attachment: [],
}

const anotherValue = ({ world }: MatrixPractice, { declared }: Cell, than: FieldValue): FieldValue => {
  const of = {
    choice: () => Object.keys(declared.options ?? {}),
    'many-choice': () => Object.keys(declared.options ?? {}),
    reference: () => world.filter(({ table }) => table === declared.to).map(({ id }) => id),
  }
  const all =
    declared.kind === 'choice' || declared.kind === 'many-choice' || declared.kind === 'reference'
      ? of[declared.kind]()
      : others[declared.kind]
  return all.find((value) => value !== than) ?? null
}

/** What the superuser makes of the cell, as Portico itself would have sealed and found it. */
const change = async (
  matrix: MatrixPractice,
  record: WorldRecord,
  cell: Cell,
  value: FieldValue,
): Promise<void> => {
  const { table, field, declared } = cell
  const { owner } = recordFactsIn(matrix.portal, matrix.world, record)
  const key = await matrix.keyRing.keyFor(owner ?? '00000000-0000-0000-0000-000000000000')
  const sealed =
    value !== null && isEncrypted(declared) ? seal(value, { table, field, record: record.id }, key) : value
  const tokens =
    declared.search === undefined
      ? ''
      : `, ${quoted(`_find.${field}`)} = ${
          value === null
            ? 'null'
            : `array[${matrix.environment
                .tokens(table, field, declared, String(value))
                .map((token) => `${written(token)}::bytea`)
                .join(', ')}]`
        }`
  await matrix.environment.superuser.query(
    `begin; set local session authorization portico_publisher;
     update data.${quoted(table)} set ${quoted(field)} = ${written(sealed)}${tokens} where id = ${written(record.id)}; commit`,
  )
}

type Hidden = { readonly email: string; readonly record: WorldRecord }

/** What one comes by at this door: what is taken along as a file must be granted for that as well. */
const shownAt = (matrix: MatrixPractice, email: string, door: string, record: WorldRecord): Granted => {
  const scene = matrix.scene(email)
  const read = granted(scene, 'read', matrix.world, record)
  if (door !== 'export') return read
  const taken = granted(scene, 'export', matrix.world, record)
  const fields = [...read.fields].filter((field) => taken.fields.has(field))
  return { record: read.record && taken.record, fields: new Set(fields) }
}

/** Sam holds the power to read the trail, and may ask it. */
const isAnsweredToPower = (email: string, door: string): boolean =>
  email.startsWith('sam') && ['trail', 'who can'].includes(door)

/**
 * A patient, somebody who acts for one, one of the staff and the one with the power for the door, each with a record whose
 * cell is hidden from her: one that she may read otherwise, if there is one.
 */
const kindAt = (matrix: MatrixPractice, email: string, door: string): string => {
  if (holders[door] === email) return 'holder'
  return standsFor(email) === null ? matrix.scene(email).actor.audience : 'proxy'
}

const hiddenFrom = (matrix: MatrixPractice, { table, field }: Cell, door: string): readonly Hidden[] => {
  const asking = everybody.filter((email) => !isAnsweredToPower(email, door))
  const found = asking.flatMap((email) => {
    const cells = matrix.world
      .filter((record) => record.table === table)
      .map((record) => ({ record, shown: shownAt(matrix, email, door, record) }))
      .filter(({ shown }) => !shown.fields.has(field))
    const kind = kindAt(matrix, email, door)
    const best = cells.find(({ shown }) => shown.record) ?? cells[0]
    return best ? [{ email, record: best.record, kind, isRead: best.shown.record }] : []
  })
  const best = found.toSorted((one, other) => Number(one.isRead) - Number(other.isRead))
  return [...new Map(best.map((one) => [one.kind, one])).values()]
}

const answersOf = (
  matrix: MatrixPractice,
  email: string,
  door: string,
  asked: Asked,
): Promise<readonly string[]> => saidAt(matrix.person(email), standsFor(email), doors[door]?.(asked) ?? [])

/** A reference is an id of a record that one may know of otherwise. */
const isTold = (answers: readonly string[], { declared }: Cell, value: FieldValue): boolean =>
  declared.kind !== 'reference' &&
  typeof value === 'string' &&
  value.length > 8 &&
  answers.some((answer) => answer.includes(value))

/** Where the request of a record is, and by which number what this cell held last is known. */
const placeOf = async (
  { environment, world }: MatrixPractice,
  { table, field }: Cell,
  { id }: WorldRecord,
): Promise<Pick<Asked, 'earlier' | 'version' | 'colleague'>> => {
  const { rows } = await environment.superuser.query<{ earlier: string | null; version: number | null }>(
    `select (select max(v.id)::text from portico.earlier_value v where v.record = $1 and v.table_id = $2 and v.field = $3) as earlier,
       (select version from portico.request where id = $1) as version`,
    [id, table, field],
  )
  return {
    earlier: rows[0]?.earlier ?? '0',
    version: rows[0]?.version ?? 1,
    colleague: world.find((record) => record.table === 'staff')?.id ?? '',
  }
}

/** Doors by which somebody got in, past the question of whether she may. */
const opened = new Set<string>()
const isAnswered = /^\["[^"]+",200,/

/** By these nobody it is hidden from can get in at all: what they name is the cell itself, or they ask for a power. */
const shutToAll = ['put back', 'file', 'who can', 'trail']

/** Doors to what a cell held before: they are tried on one that held something. */
const keepsEarlier: readonly string[] = ['earlier values', 'put back']

/** Asks, changes, asks again, and puts back what was there. */
const leakOf = async (
  matrix: MatrixPractice,
  door: string,
  cell: Cell,
  { email, record }: Hidden,
): Promise<string | null> => {
  const { table, field } = cell
  const before = matrix.plainOf(record)[field] ?? null
  const after = anotherValue(matrix, cell, before)
  const asking = async () => {
    const place = await placeOf(matrix, cell, record)
    const asked = { portal: matrix.portal, table, field, id: record.id, guess: after, ...place }
    return answersOf(matrix, email, door, asked)
  }
  if (keepsEarlier.includes(door)) {
    await change(matrix, record, cell, after)
    await change(matrix, record, cell, before)
  }
  const first = await asking()
  if (first.some((answer) => isAnswered.test(answer))) opened.add(door)
  await change(matrix, record, cell, after)
  const second = await asking()
  await change(matrix, record, cell, before)
  const at = first.findIndex((answer, index) => answer !== second[index])
  if (at >= 0) return `${email}: ${first[at] ?? ''} became ${second[at] ?? ''}`
  return isTold(second, cell, after) ? `${email} was told ${String(after)}` : null
}

export const leakTests = (practice: () => MatrixPractice): void => {
  const cells = lookedAt ? fieldsOf(lookedAt) : []
  test('every template is looked at for leaks', () => {
    expect(templates.toSorted()).toEqual([isLookedAt, ...heldByTheEngine].toSorted())
    expect(cells.length).toBeGreaterThan(20)
  })

  describe.each(Object.keys(doors))(`R13 R14 R24 ${isLookedAt}, %s:`, (door) => {
    // In a demo everybody is invented, and whoever builds may test as them; here they are taken for real.
    const asReal = (statement: string) => async () => {
      if (door === 'test as') await practice().environment.superuser.query(statement)
    }
    beforeAll(asReal(`delete from portico.setting where name = 'demo'`))
    afterAll(asReal(`insert into portico.setting values ('demo', 'yes')`))

    test.each(cells.map((cell) => [`${cell.table}.${cell.field}`, cell] as const))(
      'nothing of %s',
      async (_, cell) => {
        const matrix = practice()
        const leaks: string[] = []
        for (const hidden of hiddenFrom(matrix, cell, door)) {
          const leak = await leakOf(matrix, door, cell, hidden)
          if (leak !== null) leaks.push(leak)
        }
        expect(leaks).toEqual([])
      },
    )
  })

  test('somebody got in by every door that anybody can come in by, so that nothing was shown by refusing all', () => {
    const all = Object.keys(doors).filter((door) => !shutToAll.includes(door))
    expect(all.filter((door) => !opened.has(door))).toEqual([])
  })
}

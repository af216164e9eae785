import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { clauseOf, factsOf, pathsOf } from '@portico/engine/access/condition'
import type { FieldValue } from '@portico/engine/access/condition'
import { isEncrypted } from '@portico/engine/field/stored'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { recordFactsIn, type WorldRecord } from '@portico/engine/testing/random-world'
import { seal } from '../../packages/runtime/keys/sealed-value.ts'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { doors, saidAt, type Asked } from './doors.ts'
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

/** Sam holds the power to read the trail, and may ask it. */
const isAnsweredToPower = (email: string, door: string): boolean =>
  email.startsWith('sam') && ['trail', 'who can'].includes(door)

/**
 * A patient, somebody who acts for one, and one of the staff, each with a record whose cell is hidden from her: one that
 * she may read otherwise, if there is one.
 */
const hiddenFrom = (matrix: MatrixPractice, { table, field }: Cell, door: string): readonly Hidden[] => {
  const asking = everybody.filter((email) => !isAnsweredToPower(email, door))
  const found = asking.flatMap((email) => {
    const scene = matrix.scene(email)
    const cells = matrix.world
      .filter((record) => record.table === table)
      .map((record) => ({ record, shown: granted(scene, 'read', matrix.world, record) }))
      .filter(({ shown }) => !shown.fields.has(field))
    const kind = standsFor(email) === null ? scene.actor.audience : 'proxy'
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

const isTold = (answers: readonly string[], value: FieldValue): boolean =>
  typeof value === 'string' && value.length > 8 && answers.some((answer) => answer.includes(value))

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
  const asked = { portal: matrix.portal, table, field, id: record.id, guess: after }
  const first = await answersOf(matrix, email, door, asked)
  await change(matrix, record, cell, after)
  const second = await answersOf(matrix, email, door, asked)
  await change(matrix, record, cell, before)
  const at = first.findIndex((answer, index) => answer !== second[index])
  if (at >= 0) return `${email}: ${first[at] ?? ''} became ${second[at] ?? ''}`
  return isTold(second, after) ? `${email} was told ${String(after)}` : null
}

export const leakTests = (practice: () => MatrixPractice): void => {
  const cells = lookedAt ? fieldsOf(lookedAt) : []
  test('every template is looked at for leaks', () => {
    expect(templates.toSorted()).toEqual([isLookedAt, ...heldByTheEngine].toSorted())
    expect(cells.length).toBeGreaterThan(20)
  })

  describe.each(Object.keys(doors))(`R13 R14 ${isLookedAt}, %s:`, (door) => {
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
}

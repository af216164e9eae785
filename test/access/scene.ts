import { expect } from 'vitest'
import { abilityFor, fieldsOf, may, type Ability, type RecordFacts } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import type { FieldValue } from '@portico/engine/access/condition'
import { spec, type Granted } from '@portico/engine/access/spec'
import { isEncrypted } from '@portico/engine/field/stored'
import { requestFields, type Field, type Portal, type Verb } from '@portico/engine/portal/portal'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import { recordFactsIn, type World, type WorldRecord } from '@portico/engine/testing/random-world'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { written } from './environment.ts'

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

export const stored = (field: Field, value: FieldValue, encoding: Scene['encoding']): FieldValue | Buffer =>
  value !== null && isEncrypted(field) ? Buffer.from(String(value), encoding) : value

export const fieldsOn = (portal: Portal, table: string): readonly (readonly [string, Field])[] =>
  Object.entries(portal.tables[table]?.fields ?? {})

type Column = readonly [name: string, value: string]

const requestColumns = ({ table, values }: WorldRecord, portal: Portal): readonly Column[] =>
  isWorkflowTable(portal, table)
    ? requestFields.flatMap((id): readonly Column[] => {
        const value = values[id]
        return value === undefined ? [] : [[`"_${id}"`, written(value)]]
      })
    : []

/** A token that a private value is found by; in these worlds it is simply the value. */
const foundBy = (
  id: string,
  { search }: Field,
  value: FieldValue,
  encoding: Scene['encoding'],
): readonly Column[] =>
  search === undefined || value === null
    ? []
    : [[quoted(`_find.${id}`), `array[${written(Buffer.from(String(value), encoding))}::bytea]`]]

const statement = (table: string, columns: readonly Column[]): string =>
  `insert into data.${quoted(table)} (${columns.map(([name]) => name).join(', ')}) values (${columns.map(([, value]) => value).join(', ')})`

const declaredColumns = (
  { portal, encoding }: Pick<Scene, 'portal' | 'encoding'>,
  { table, id, values }: WorldRecord,
): readonly Column[] => [
  ['id', written(id)],
  ...fieldsOn(portal, table)
    .filter(([field]) => values[field] !== undefined)
    .map(([field, kind]): Column => [quoted(field), written(stored(kind, values[field] ?? null, encoding))]),
]

/** A record as somebody creates it, who gives declared fields and nothing else. */
export const creation = (scene: Pick<Scene, 'portal' | 'encoding'>, record: WorldRecord): string =>
  statement(record.table, declaredColumns(scene, record))

/** A record of a world as Portico itself would have left it. */
export const insertion = (scene: Pick<Scene, 'portal' | 'encoding'>, record: WorldRecord): string =>
  statement(record.table, [
    ...declaredColumns(scene, record),
    ...fieldsOn(scene.portal, record.table).flatMap(([id, field]) =>
      foundBy(id, field, record.values[id] ?? null, scene.encoding),
    ),
    ...requestColumns(record, scene.portal),
    ...(record.deleted === true ? [['"_deleted"', 'now()'] as const] : []),
  ])

type Asking = Pick<Scene, 'portal' | 'actor' | 'today'>

/** Everybody is asked about hundreds of times. */
const abilities = new WeakMap<Scene['actor'], Ability>()
const abilityOf = ({ portal, actor, today }: Asking): Ability => {
  const held = abilities.get(actor)
  if (held) return held
  const made = abilityFor(portal, actor, today)
  abilities.set(actor, made)
  return made
}

const isSame = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((field) => other.has(field))

/** What the oracle grants, after CASL was held against it. */
export const granted = (asking: Asking, verb: Verb, world: World, record: WorldRecord): Granted => {
  if (record.deleted === true) return { record: false, fields: new Set() }
  const { portal, actor, today } = asking
  const facts = factsOf(portal, world, record)
  const expected = spec(portal, actor, verb, record.table, facts, today)
  const ability = abilityOf(asking)
  if (
    may(ability, verb, record.table, facts) !== expected.record ||
    !isSame(fieldsOf(ability, verb, record.table, facts), expected.fields)
  )
    expect.fail(`CASL and the oracle differ about ${verb}: ${said(asking, record)}`)
  return expected
}

/** The facts of a record of this world, or of what becomes of one, found out once. */
const known = new WeakMap<WorldRecord, RecordFacts>()
export const factsOf = (portal: Portal, world: World, record: WorldRecord): RecordFacts => {
  const held = known.get(record)
  if (held) return held
  const facts = recordFactsIn(portal, world, record)
  known.set(record, facts)
  return facts
}

export const said = (scene: Pick<Scene, 'portal' | 'actor'>, more: unknown): string =>
  JSON.stringify({ more, actor: scene.actor, permissions: scene.portal.permissions })

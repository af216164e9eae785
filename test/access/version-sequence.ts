import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { FieldValue } from '@portico/engine/access/condition'
import { conversions, convert } from '@portico/engine/field/convert'
import { apply } from '@portico/engine/portal/apply'
import { fieldOfKind } from '@portico/engine/portal/change-kind'
import { check } from '@portico/engine/portal/check'
import { addedFields, checkAgainst, checkReturning } from '@portico/engine/portal/check-against'
import { compare } from '@portico/engine/portal/compare'
import type { Edit } from '@portico/engine/portal/edit'
import { fillsOf } from '@portico/engine/portal/fills'
import { freeId } from '@portico/engine/portal/free-id'
import { goingBack } from '@portico/engine/portal/going-back'
import { isDeclared } from '@portico/engine/portal/resolve'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { isValueChange } from '@portico/engine/portal/values-sentence'
import { randomEdit } from '@portico/engine/testing/random-edit'
import { randomSoundPortal } from '@portico/engine/testing/random-portal'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import type { Place } from '../../packages/runtime/keys/sealed-value.ts'
import { columnType } from '../../packages/runtime/postgres/column.ts'
import { takenIn } from '../../packages/runtime/postgres/fault.ts'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { knownColumns } from '../../packages/runtime/postgres/joined-record.ts'
import { planOf } from '../../packages/runtime/postgres/plan-store.ts'
import { inTransaction } from '../../packages/runtime/postgres/transaction.ts'
import { countValues } from '../../packages/runtime/postgres/value-store.ts'
import type { Environment } from './environment.ts'
import { openedAt, sealedAt, someValue } from './stored-values.ts'

const editsPerVersion = 12
const goesBack = 0.2
const structural = 0.5
const changesKind = 0.15

/** Whose values these are does not matter here. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Every value that anybody ever wrote, by table, field and record. */
type Values = ReadonlyMap<string, unknown>

const errors = (portal: Portal): ReadonlySet<string> =>
  new Set(check(portal).flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])))

const isSubset = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((one) => all.has(one))

/** A long life of one portal over tables that fill: versions made by chance, each published over the one before. */
export class VersionSequence {
  readonly #environment: Environment
  readonly #random: Random
  #live: Portal
  #versions: readonly Portal[] = []
  readonly tally = {
    published: 0,
    back: 0,
    taken: 0,
    retired: 0,
    values: 0,
    steps: 0,
    converted: 0,
    notConverted: 0,
  }

  constructor(environment: Environment, seed: number) {
    this.#environment = environment
    this.#random = randomFrom(seed)
    this.#live = randomSoundPortal(this.#random)
  }

  async begin(): Promise<void> {
    await this.#published(this.#live)
    await this.#fill()
  }

  /** One more version; throws where a value is gone that nobody was told of. */
  async next(): Promise<void> {
    const next = this.#made()
    const before = await this.#values()
    const told = await this.#told(next)
    const previous = this.#live
    if (!(await this.#published(next))) return
    this.#lose(before, await this.#values(), told)
    await this.#takenOver(previous)
    await this.#fill()
  }

  #made(): Portal {
    if (this.#versions.length > 1 && this.#random.chance(goesBack)) {
      const { portal } = goingBack(this.#live, this.#random.pick(this.#versions), [])
      if (this.#isPublishable(portal)) {
        this.tally.back++
        return portal
      }
    }
    let portal = this.#live
    for (let edits = 0; edits < editsPerVersion; edits++) {
      const made = apply(portal, this.#edit(portal))
      if (made.ok && this.#isPublishable(made.value.portal)) ({ portal } = made.value)
    }
    return portal
  }

  /** Half of them change tables and fields: of all edits there are, few do. */
  #edit(portal: Portal) {
    if (this.#random.chance(changesKind)) {
      const edit = this.#changeOfKind(portal)
      if (edit) return edit
    }
    const wanted = this.#random.chance(structural)
    for (let tries = 0; tries < 40; tries++) {
      const edit = randomEdit(this.#random, portal)
      if (!wanted || /-(table|field|kind)$/.test(edit.kind)) return edit
    }
    return randomEdit(this.#random, portal)
  }

  /** As the office makes it, of a field that is live and to a kind that it can become. */
  #changeOfKind(portal: Portal): Edit | null {
    const table = this.#random.pick(Object.keys(portal.tables))
    const fields = portal.tables[table]?.fields ?? {}
    const field = this.#random.pick([...Object.keys(fields), ''])
    const from = fields[field]
    const options = { red: { en: 'Red' }, yes: { en: 'Yes' }, no: { en: 'No' } }
    const kind = this.#random.pick(from ? [...conversions[from.kind], from.kind] : (['text'] as const))
    if (!from || kind === from.kind) return null
    const made = {
      kind,
      ...(/choice/.test(kind) ? { options } : {}),
      ...(kind === 'list' ? { of: 'text' as const } : {}),
    }
    const into = freeId('field', `${field} ${kind}`, fields, '_')
    return { kind: 'change-kind', table, field, into, as: fieldOfKind(field, from, made) }
  }

  #isPublishable(portal: Portal): boolean {
    return (
      isSubset(errors(portal), errors(this.#live)) &&
      checkAgainst(this.#live, portal).length === 0 &&
      addedFields(this.#live, portal).every(({ table, field }) => {
        const past = this.#versions.findLast((version) => isDeclared(version, table, field))
        return past === undefined || checkReturning(past, portal, table, field).length === 0
      })
    )
  }

  /** What the review says of values, as counts by table and field. */
  async #told(next: Portal): Promise<ReadonlyMap<string, number | null>> {
    const pool = this.#environment.database.pool('portico_publisher')
    return inTransaction(pool, async (transaction) => {
      this.tally.steps += (await planOf(transaction, next)).tables.length
      const known = await knownColumns(transaction)
      const counts = new Map<string, number | null>()
      for (const change of compare(this.#live, next)) {
        if (!isValueChange(change) || !change.losesData) continue
        const at = change.kind === 'retire-table' ? `${change.table} ` : `${change.table} ${change.field}`
        counts.set(at, await countValues(transaction, this.#live, change, known, 5000))
      }
      return counts
    })
  }

  /** False where records lead twice to what would be taken once; then nothing may have changed. */
  async #published(portal: Portal): Promise<boolean> {
    const before = await this.#environment.hash()
    try {
      await this.#environment.publish(portal)
    } catch (fault) {
      if (!takenIn(fault) || (await this.#environment.hash()) !== before) throw fault
      this.tally.taken++
      return false
    }
    const pool = this.#environment.database.pool('portico_publisher')
    const left = await inTransaction(pool, (transaction) => planOf(transaction, portal))
    if (left.tables.length > 0) throw new Error(`not all was done: ${JSON.stringify(left.tables)}`)
    this.#live = portal
    this.#versions = [...this.#versions, portal]
    this.tally.published++
    return true
  }

  #lose(before: Values, after: Values, told: ReadonlyMap<string, number | null>): void {
    for (const [place, value] of before)
      if (!isDeepStrictEqual(after.get(place), value)) throw new Error(`${place} was ${String(value)}`)
    const out = new Map<string, number>()
    const previous = this.#versions.at(-2) ?? this.#live
    for (const place of before.keys()) {
      const [table = '', field = ''] = place.split(' ')
      if (!isDeclared(previous, table, field) || isDeclared(this.#live, table, field)) continue
      out.set(`${table} ${field}`, (out.get(`${table} ${field}`) ?? 0) + 1)
    }
    for (const [at, count] of out) {
      const named = told.get(at)
      const isTold = named === count || told.has(`${at.split(' ')[0] ?? ''} `)
      if (!isTold) throw new Error(`${at} had ${String(count)} values, and the review said ${String(named)}`)
      this.tally.retired += count
    }
    this.tally.values = before.size
  }

  async #values(): Promise<Values> {
    const { superuser } = this.#environment
    const tables = await superuser.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'data'::regnamespace and relkind = 'r'`,
    )
    const values = new Map<string, unknown>()
    for (const { name } of tables.rows) {
      const { rows } = await superuser.query<{ id: string; cells: Readonly<Record<string, unknown>> }>(
        `select id, to_jsonb(r) as cells from data.${quoted(name)} r`,
      )
      for (const { id, cells } of rows)
        for (const [field, value] of Object.entries(cells))
          if (value !== null && !field.startsWith('_') && field !== 'id')
            values.set(`${name} ${field} ${id}`, value)
    }
    return values
  }

  /** One more record in every table that the live version has, with something in every field. */
  async #fill(): Promise<void> {
    for (const [table, { fields }] of Object.entries(this.#live.tables)) {
      const record = randomUUID()
      const cells: [string, unknown][] = [['id', record]]
      for (const [id, field] of Object.entries(fields))
        cells.push([quoted(id), await this.#stored({ table, field: id, record }, field)])
      const columns = cells.map(([name]) => name).join(', ')
      const places = cells.map((_, at) => `$${String(at + 1)}`).join(', ')
      await this.#environment.database
        .pool('portico_publisher')
        .query(
          `insert into data.${quoted(table)} (${columns}) values (${places})`,
          cells.map(([, value]) => value),
        )
        .catch((fault: unknown) => {
          // What is taken once by now is left to who has it.
          if (!takenIn(fault)) throw fault
        })
    }
  }

  async #stored(place: Place, field: Field): Promise<unknown> {
    if (field.kind === 'reference') return field.to === undefined ? null : this.#someRecord(field.to)
    const value = someValue(this.#random, field)
    if (value === null) return null
    return columnType(field) === 'bytea' ? sealedAt(this.#environment, place, nobody, value) : value
  }

  /** Every value that converts is in the new field, sealed for it, and no other. */
  async #takenOver(previous: Portal): Promise<void> {
    for (const { table, field, source, from, to } of fillsOf(previous, this.#live)) {
      if (this.#versions.slice(0, -1).some((version) => isDeclared(version, table, field))) continue
      const { rows } = await this.#environment.database
        .pool('portico_publisher')
        .query<{ id: string; old: FieldValue | Buffer; now: FieldValue | Buffer }>(
          `select id, ${quoted(source)} as old, ${quoted(field)} as now from data.${quoted(table)}`,
        )
      for (const { id: record, old, now } of rows) {
        const value = await this.#opened({ table, field: source, record }, old)
        const made = value === null ? null : convert(from, to, value, this.#live.timezone)
        const expected = made?.ok ? made.value : null
        const found = await this.#opened({ table, field, record }, now)
        if (!isDeepStrictEqual(found, expected))
          throw new Error(`${table}.${field} is ${String(found)} and ought to be ${String(expected)}`)
        if (expected !== null) this.tally.converted++
        else if (value !== null) this.tally.notConverted++
      }
    }
  }

  async #opened(place: Place, value: FieldValue | Buffer): Promise<FieldValue> {
    return Buffer.isBuffer(value) ? openedAt(this.#environment, place, value) : value
  }

  async #someRecord(table: string): Promise<string | null> {
    const { rows } = await this.#environment.superuser.query<{ id: string }>(
      `select id from data.${quoted(table)} order by id offset ${String(this.#random.below(3))} limit 1`,
    )
    return rows[0]?.id ?? null
  }
}

import { own } from '@portico/engine/portal/own'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { columnType, requestColumns, type Column, type ColumnType } from './column.ts'
import { quoted } from './identifier.ts'
import type { Transaction } from './transaction.ts'

/** The columns of declared tables that are there, with their types, as `table column`: a draft may name more. */
export type KnownColumns = ReadonlyMap<string, string>

const catalogueTypes: Readonly<Record<string, ColumnType>> = { 'timestamp with time zone': 'timestamptz' }

export const knownColumns = async (transaction: Pick<Transaction, 'query'>): Promise<KnownColumns> => {
  const { rows } = await transaction.query<{ name: string; type: string }>(
    `select c.relname || ' ' || a.attname as name, format_type(a.atttypid, null) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'data'::regnamespace and c.relkind = 'r'`,
  )
  return new Map(rows.map(({ name, type }) => [name, catalogueTypes[type] ?? type]))
}

const blankColumn = (type: ColumnType): Column => ({ name: `null::${type}`, type, blank: null })

/**
 * One record and what it leads to, read by joins: the copied columns of a draft are not there yet. What a path leads to is
 * looked up in several portals, so that a condition of the live version finds a field that the draft leaves out.
 */
export class JoinedRecord {
  readonly #portals: readonly Portal[]
  readonly #known: KnownColumns
  readonly #table: string
  readonly #alias: string
  readonly #joins = new Map<string, string>()

  constructor(portals: readonly Portal[], known: KnownColumns, table: string, alias: string) {
    this.#portals = portals
    this.#known = known
    this.#table = table
    this.#alias = alias
  }

  get table(): string {
    return `data.${quoted(this.#table)} ${quoted(this.#alias)}`
  }

  /** A join for every path asked for so far. */
  get joins(): string {
    return [...this.#joins.values()].join(' ')
  }

  /** The column a path leads to; a blank one where there is none yet. */
  column(path: string): Column {
    const parts = path.split('.')
    const last = parts.pop() ?? ''
    let [table, alias] = [this.#table, this.#alias]
    for (const reference of parts) {
      const to = this.#field(table, reference)?.to
      if (to === undefined || !this.#has(table, reference, 'uuid') || !this.#has(to, 'id', 'uuid')) break
      const next = `${alias}.${reference}`
      const on = `${quoted(next)}.id = ${quoted(alias)}.${quoted(reference)}`
      this.#joins.set(next, `left join data.${quoted(to)} ${quoted(next)} on ${on}`)
      ;[table, alias] = [to, next]
    }
    return this.#own(table, alias, last)
  }

  #own(table: string, alias: string, id: string): Column {
    const field = this.#field(table, id)
    const declared = field
      ? { name: quoted(id), type: columnType(field) }
      : (requestColumns[id] ?? { name: quoted(id), type: 'uuid' as const })
    return this.#has(table, declared.name.slice(1, -1), declared.type)
      ? { name: `${quoted(alias)}.${declared.name}`, type: declared.type, blank: null }
      : blankColumn(declared.type)
  }

  #field(table: string, id: string): Field | undefined {
    for (const portal of this.#portals) {
      const field = own(own(portal.tables, table)?.fields, id)
      if (field) return field
    }
    return undefined
  }

  #has(table: string, name: string, type: ColumnType): boolean {
    return this.#known.get(`${table} ${name}`) === type
  }
}

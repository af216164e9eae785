import type { Portal } from '@portico/engine/portal/portal'
import { blankOf, columnType, copiedType, tableOf } from './column.ts'
import { copiedColumns, keyColumn, type CopiedColumn } from './copied-column.ts'
import { fillOf } from './fill.ts'
import { filledColumn } from './fill-store.ts'
import { literal, quoted } from './identifier.ts'

/**
 * The structure a portal needs, as steps that each can be there already: publishing only adds. Columns, keys and indexes
 * come in here; nothing is dropped, renamed, retyped or made NOT NULL, so no value is ever lost to a publishing. What the
 * version before could feel is no step of these, and comes with the switch (`once.ts`): whoever stops in between has
 * changed nothing that anybody meets.
 */
export type Step =
  | (Of<'add-table'> & { readonly sql: string })
  | (Of<'add-column'> & {
      readonly sql: string
      /** Whether Postgres writes every record anew meanwhile, while nobody works on the table. */
      readonly rewrites: boolean
    })
  | (Of<'add-index'> & { readonly isUnique: boolean; readonly on: string; readonly keyOf: string | null })
  | (Of<'add-key'> & { readonly sql: string; readonly keyOf: string })
  | (Of<'add-reference'> & { readonly sql: string; readonly to: string })
  | (Of<'fill'> & { readonly sql: string })

type Of<Does extends string> = {
  readonly does: Does
  readonly table: string
  /** What the catalogue calls the column, the index or the constraint; the table itself has none. */
  readonly name: string
}

const requestColumns = [
  '"_state" text',
  '"_queue" text',
  '"_assignee" uuid',
  '"_due" timestamptz',
  '"_version" int',
  '"_pinned" int',
]

/** A name as the catalogue has it. */
const kept = (name: string): string => quoted(name).slice(1, -1)

const createTable = (table: string): Step => {
  const name = `data.${quoted(table)}`
  const sql = [
    `create table if not exists ${name} (id uuid primary key, "_created" timestamptz not null default portico.portico_now(), "_deleted" timestamptz, ${requestColumns.join(', ')})`,
    `alter table ${name} owner to portico_owner`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
  ].join('; ')
  return { does: 'add-table', table, name: '', sql }
}

const addColumn = (table: string, column: string, type: string, rewrites = false): Step => ({
  ...{ does: 'add-column', table, name: column.slice(1, -1), rewrites },
  sql: `alter table data.${quoted(table)} add column if not exists ${column} ${type}`,
})

const declaredColumns = (portal: Portal, table: string): readonly Step[] =>
  Object.entries(tableOf(portal, table).fields).flatMap(([id, field]) => [
    addColumn(table, quoted(id), columnType(field)),
    ...(field.search ? [addColumn(table, quoted(`_find.${id}`), 'bytea[]')] : []),
    ...(field['filled-from'] === undefined ? [] : [addColumn(table, filledColumn(id), 'bytea')]),
  ])

const addConstraint = (table: string, name: string, body: string): string =>
  `do $do$ begin if not exists (select 1 from pg_constraint where conrelid = ${literal(`data.${quoted(table)}`)}::regclass and conname = ${literal(kept(name))}) then alter table data.${quoted(table)} add constraint ${quoted(name)} ${body}; end if; end $do$`

/**
 * The index behind a key has a name in the whole schema, so the key bears its table's; one that is there is left as it is.
 * The index is made first, while everybody works, and then named a key at once.
 */
const addKey = (table: string, rest: string, column: string): readonly Step[] => {
  const name = `${table}.key.${rest}`
  const keyOf = column.slice(1, -1)
  const sql = `alter table data.${quoted(table)} add constraint ${quoted(name)} unique using index ${quoted(name)}`
  return [
    { does: 'add-index', table, name: kept(name), isUnique: true, on: `(id, ${column})`, keyOf },
    { does: 'add-key', table, name: kept(name), keyOf, sql },
  ]
}

const index = (table: string, name: string, columns: string): Step => ({
  ...{ does: 'add-index', table, name: kept(`${table}.${name}`), isUnique: false, keyOf: null },
  on: `(${columns})`,
})

/** What is made while everybody works takes longer, and waits for everybody; a table without records needs none of it. */
export const indexSql = (
  { table, name, isUnique, on }: Step & { does: 'add-index' },
  isBusy: boolean,
): string =>
  `create ${isUnique ? 'unique ' : ''}index ${isBusy ? 'concurrently ' : ''}if not exists "${name}" on data.${quoted(table)} ${on}`

const validated = (table: string, name: string): string =>
  `alter table data.${quoted(table)} validate constraint ${quoted(name)}`

const reference = (portal: Portal, table: string): readonly Step[] =>
  Object.entries(tableOf(portal, table).fields).flatMap(([id, field]): readonly Step[] => {
    if (field.kind !== 'reference' || field.to === undefined) return []
    const name = `refers.${id}`
    const body = `foreign key (${quoted(id)}) references data.${quoted(field.to)} (id) not valid`
    return [
      { does: 'add-reference', table, name: kept(name), to: field.to, sql: addConstraint(table, name, body) },
      { does: 'fill', table, name: kept(name), sql: validated(table, name) },
      index(table, `by.${id}`, `${quoted(id)}, "_created" desc, id`),
    ]
  })

const followsName = ({ path }: CopiedColumn): string => `follows.${path}`

/** From here on new records are held to the key, so they are filled from the same moment; old ones come after. */
const follow = (copy: CopiedColumn, key: string): Step => ({
  ...{ does: 'add-reference', table: copy.table, name: kept(followsName(copy)), to: copy.target },
  sql: [
    addConstraint(
      copy.table,
      followsName(copy),
      `foreign key (${quoted(copy.reference)}, ${copy.column.name}) references data.${quoted(copy.target)} (id, ${key}) on update cascade not valid`,
    ),
    ...fillOf(copy.table),
  ].join('; '),
})

/** Records from before the column catch up, without a lock that keeps anybody from working. */
const catchUp = (copy: CopiedColumn, key: string): Step => {
  const table = `data.${quoted(copy.table)}`
  const update = `update ${table} r set ${copy.column.name} = t.${key} from data.${quoted(copy.target)} t where t.id = r.${quoted(copy.reference)} and r.${copy.column.name} is distinct from t.${key}`
  const name = followsName(copy)
  return {
    does: 'fill',
    table: copy.table,
    name: kept(name),
    sql: `${update}; ${validated(copy.table, name)}`,
  }
}

const copiedSteps = (portal: Portal, copy: CopiedColumn): readonly Step[] => {
  const key = keyColumn(portal, copy)
  const type = copiedType(copy.column.type)
  const blank = blankOf(copy.column.type)
  const source =
    key.source.blank === null ? `coalesce(${key.source.name}::${type}, ${blank})` : key.source.name
  const generated = `${type} generated always as (${source}) stored`
  return [
    addColumn(copy.target, key.name, generated, true),
    ...addKey(copy.target, copy.rest, key.name),
    addColumn(copy.table, copy.column.name, `${type} not null default ${blank}`),
    follow(copy, key.name),
    catchUp(copy, key.name),
    index(copy.table, `by.${copy.path}`, `${copy.column.name}, "_created" desc, id`),
  ]
}

/** Whose record it is is a reference or a copied column, and these have theirs. */
const readIndexes = (portal: Portal, table: string): readonly Step[] => {
  const queues = Object.values(portal.workflows).some((workflow) => workflow.table === table)
  return [
    index(table, 'by_created', '"_created" desc, id'),
    ...(queues ? [index(table, 'by_queue', '"_queue", "_due", id')] : []),
  ]
}

export const structureOf = (portal: Portal): readonly Step[] => {
  const tables = Object.keys(portal.tables)
  return [
    ...tables.map(createTable),
    ...tables.flatMap((table) => declaredColumns(portal, table)),
    ...tables.flatMap((table) => reference(portal, table)),
    ...copiedColumns(portal).flatMap((copy) => copiedSteps(portal, copy)),
    ...tables.flatMap((table) => readIndexes(portal, table)),
  ]
}

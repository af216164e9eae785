import type { Portal } from '@portico/engine/portal/portal'
import { blankOf, columnType, copiedType, tableOf } from './column.ts'
import { copiedColumns, keyColumn, type CopiedColumn } from './copied-column.ts'
import { fillOf } from './fill.ts'
import { literal, quoted } from './identifier.ts'
import { onceName } from './once.ts'

/**
 * The structure a portal needs, as statements that may run again: publishing only adds. Columns, keys and indexes come
 * in here; nothing is dropped, renamed, retyped or made NOT NULL, so no value is ever lost to a publishing.
 */
const requestColumns = [
  '"_state" text',
  '"_queue" text',
  '"_assignee" uuid',
  '"_due" timestamptz',
  '"_version" int',
  '"_pinned" int',
]

const createTable = (table: string): readonly string[] => {
  const name = `data.${quoted(table)}`
  return [
    `create table if not exists ${name} (id uuid primary key, "_created" timestamptz not null default portico.portico_now(), "_deleted" timestamptz, ${requestColumns.join(', ')})`,
    `alter table ${name} owner to portico_owner`,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
  ]
}

const addColumn = (table: string, column: string, type: string): string =>
  `alter table data.${quoted(table)} add column if not exists ${column} ${type}`

const declaredColumns = (portal: Portal, table: string): readonly string[] =>
  Object.entries(tableOf(portal, table).fields).flatMap(([id, field]) => [
    addColumn(table, quoted(id), columnType(field)),
    ...(field.search ? [addColumn(table, quoted(`_find.${id}`), 'bytea[]')] : []),
  ])

const addConstraint = (table: string, name: string, body: string): string =>
  `do $do$ begin if not exists (select 1 from pg_constraint where conrelid = ${literal(`data.${quoted(table)}`)}::regclass and conname = ${literal(quoted(name).slice(1, -1))}) then alter table data.${quoted(table)} add constraint ${quoted(name)} ${body}; end if; end $do$`

/** The index behind a key has a name in the whole schema, so the key bears its table's; one that is there is left as it is. */
const addKey = (table: string, rest: string, column: string): string =>
  `do $do$ begin if not exists (select 1 from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2] where c.conrelid = ${literal(`data.${quoted(table)}`)}::regclass and c.contype = 'u' and a.attname = ${literal(column.slice(1, -1))}) then alter table data.${quoted(table)} add constraint ${quoted(`${table}.key.${rest}`)} unique (id, ${column}); end if; end $do$`

const index = (table: string, name: string, columns: string): string =>
  `create index if not exists ${quoted(`${table}.${name}`)} on data.${quoted(table)} (${columns})`

const reference = (portal: Portal, table: string): readonly string[] =>
  Object.entries(tableOf(portal, table).fields).flatMap(([id, field]) =>
    field.kind === 'reference' && field.to !== undefined
      ? [
          addConstraint(
            table,
            `refers.${id}`,
            `foreign key (${quoted(id)}) references data.${quoted(field.to)} (id)`,
          ),
          index(table, `by.${id}`, `${quoted(id)}, "_created" desc, id`),
        ]
      : [],
  )

/** The index that lets one record at a time lead where a `once` reference leads; the name says which field it holds. */
const onceIndex = (portal: Portal, table: string): readonly string[] =>
  Object.entries(tableOf(portal, table).fields).flatMap(([id, field]) => {
    if (field.kind !== 'reference') return []
    const name = quoted(onceName(table, id))
    return field.once
      ? [
          `create unique index if not exists ${name} on data.${quoted(table)} (${quoted(id)}) where "_deleted" is null`,
        ]
      : [`drop index if exists data.${name}`]
  })

const followsName = ({ path }: CopiedColumn): string => `follows.${path}`

/** From here on new records are held to the key, so they are filled from the same moment; old ones come after. */
const follow = (copy: CopiedColumn, key: string): string =>
  [
    addConstraint(
      copy.table,
      followsName(copy),
      `foreign key (${quoted(copy.reference)}, ${copy.column.name}) references data.${quoted(copy.target)} (id, ${key}) on update cascade not valid`,
    ),
    ...fillOf(copy.table),
  ].join('; ')

/** Records from before the column catch up, without a lock that keeps anybody from working. */
const catchUp = (copy: CopiedColumn, key: string): string => {
  const name = quoted(followsName(copy))
  const table = `data.${quoted(copy.table)}`
  return `do $do$ begin if exists (select 1 from pg_constraint where conrelid = ${literal(table)}::regclass and conname = ${literal(name.slice(1, -1))} and not convalidated) then update ${table} r set ${copy.column.name} = t.${key} from data.${quoted(copy.target)} t where t.id = r.${quoted(copy.reference)} and r.${copy.column.name} is distinct from t.${key}; alter table ${table} validate constraint ${name}; end if; end $do$`
}

const copiedStatements = (portal: Portal, copy: CopiedColumn): readonly string[] => {
  const key = keyColumn(portal, copy)
  const type = copiedType(copy.column.type)
  const blank = blankOf(copy.column.type)
  const source =
    key.source.blank === null ? `coalesce(${key.source.name}::${type}, ${blank})` : key.source.name
  const generated = `${type} generated always as (${source}) stored`
  return [
    addColumn(copy.target, key.name, generated),
    addKey(copy.target, copy.rest, key.name),
    addColumn(copy.table, copy.column.name, `${type} not null default ${blank}`),
    follow(copy, key.name),
    catchUp(copy, key.name),
    index(copy.table, `by.${copy.path}`, `${copy.column.name}, "_created" desc, id`),
  ]
}

/** Whose record it is is a reference or a copied column, and these have theirs. */
const readIndexes = (portal: Portal, table: string): readonly string[] => {
  const queues = Object.values(portal.workflows).some((workflow) => workflow.table === table)
  return [
    index(table, 'by_created', '"_created" desc, id'),
    ...(queues ? [index(table, 'by_queue', '"_queue", "_due", id')] : []),
  ]
}

export const structureOf = (portal: Portal): readonly string[] => {
  const tables = Object.keys(portal.tables)
  return [
    ...tables.flatMap(createTable),
    ...tables.flatMap((table) => declaredColumns(portal, table)),
    ...tables.flatMap((table) => reference(portal, table)),
    ...tables.flatMap((table) => onceIndex(portal, table)),
    ...copiedColumns(portal).flatMap((copy) => copiedStatements(portal, copy)),
    ...tables.flatMap((table) => readIndexes(portal, table)),
  ]
}

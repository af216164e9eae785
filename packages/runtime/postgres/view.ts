import { permissionsFor } from '@portico/engine/access/access'
import type { Portal } from '@portico/engine/portal/portal'
import { ownerColumn, tableOf } from './column.ts'
import { quoted } from './identifier.ts'
import { cellRule, reachableFields, signedInAudiences, type SignedInAudience } from './rule.ts'

/** The schema of one audience's cell views under one version: named by the portal's hash, so that no two mix. */
export const viewSchema = (hash: string, audience: SignedInAudience | 'system'): string =>
  quoted(`p_${hash.slice(0, 12)}_${audience}`)

export const hasWorkflow = (portal: Portal, table: string): boolean =>
  Object.values(portal.workflows).some((workflow) => workflow.table === table)

/** A cell whose rule is the record's own rule is simply the column: every visible record shows it. */
const cell = (
  portal: Portal,
  audience: SignedInAudience,
  table: string,
  field: string,
): { readonly value: string; readonly rule: string | null } => {
  const place = { portal, table, record: '' } as const
  if (
    permissionsFor(portal, audience, 'read', table).every((permission) => permission.fields.includes(field))
  )
    return { value: quoted(field), rule: null }
  const rule = cellRule(audience, 'read', field, place)
  return { value: `case when ${rule} then ${quoted(field)} end`, rule }
}

const findColumn = (portal: Portal, audience: SignedInAudience, table: string, field: string): string => {
  const { rule } = cell(portal, audience, table, field)
  const name = quoted(`_find.${field}`)
  return rule === null ? name : `case when ${rule} then ${name} end as ${name}`
}

/** Patients are told nothing of queues and colleagues; they read who has it in the practice's words. */
const requestColumns = (audience: SignedInAudience): string =>
  audience === 'patient'
    ? '"_state", null::text as "_queue", null::uuid as "_assignee", "_due", "_version", "_pinned"'
    : '"_state", "_queue", "_assignee", "_due", "_version", "_pinned"'

const cellView = (
  portal: Portal,
  hash: string,
  audience: SignedInAudience,
  table: string,
): readonly string[] => {
  const fields = reachableFields(portal, audience, 'read', table)
  if (permissionsFor(portal, audience, 'read', table).length === 0) return []
  const cells = fields.map((field) => `${cell(portal, audience, table, field).value} as ${quoted(field)}`)
  const marks = fields.map((field) => {
    const { rule } = cell(portal, audience, table, field)
    return rule === null ? `'0'` : `case when ${rule} then '0' else '1' end`
  })
  const found = fields
    .filter((field) => tableOf(portal, table).fields[field]?.search)
    .map((field) => findColumn(portal, audience, table, field))
  const columns = [
    'id',
    `${ownerColumn(portal, table) ?? 'null::uuid'} as "_owner"`,
    '"_created"',
    ...(hasWorkflow(portal, table) ? [requestColumns(audience)] : []),
    ...cells,
    ...found,
    `${marks.length === 0 ? `''` : marks.join(' || ')} as "_hidden"`,
  ]
  const name = `${viewSchema(hash, audience)}.${quoted(table)}`
  return [
    `create view ${name} as select ${columns.join(', ')} from data.${quoted(table)}`,
    `grant select on ${name} to portico_${audience}, portico_definer`,
  ]
}

/** The system sees one request, and of it only what its guards ask. */
const systemView = (hash: string, table: string): readonly string[] => {
  const name = `${viewSchema(hash, 'system')}.${quoted(table)}`
  return [
    `create view ${name} as select id, "_state", "_queue", "_assignee", "_due", "_version", "_pinned" from data.${quoted(table)}`,
    `grant select on ${name} to portico_worker, portico_definer`,
  ]
}

/**
 * A process that missed the publishing still names the views of the version before, and is told so by `begin_actor`.
 * Until it has loaded the new version they stay there, and show nothing.
 */
const emptyOthers = `do $do$ declare v record; begin for v in select schemaname, viewname, definition from pg_views where schemaname ~ '^p_[0-9a-f]{12}_' loop execute format('create or replace view %I.%I as select * from (%s) v where false', v.schemaname, v.viewname, rtrim(v.definition, ';')); end loop; end $do$`

/** Views of versions before the live one are of no use to any process: they refuse to serve anything but the live hash. */
const dropOlder = `do $do$ declare s record; begin for s in select nspname from pg_namespace where nspname ~ '^p_[0-9a-f]{12}_' and not starts_with(nspname, 'p_' || coalesce((select left(hash, 12) from portico.live), '')) loop execute format('drop schema %I cascade', s.nspname); end loop; end $do$`

const dropOwn = (hash: string): readonly string[] =>
  [...signedInAudiences, 'system' as const].map(
    (audience) => `drop schema if exists ${viewSchema(hash, audience)} cascade`,
  )

const schema = (hash: string, audience: SignedInAudience | 'system', login: string): readonly string[] => [
  `create schema ${viewSchema(hash, audience)} authorization portico_reader_${audience}`,
  `grant usage on schema ${viewSchema(hash, audience)} to ${login}, portico_definer`,
]

const asReader = (
  audience: SignedInAudience | 'system',
  statements: readonly string[],
): readonly string[] => [`set local role portico_reader_${audience}`, ...statements, 'reset role']

/** The SQL that reads: one plain view a table and audience, whose cells carry their own rule. */
export const viewsOf = (portal: Portal, hash: string): readonly string[] => [
  ...dropOwn(hash),
  dropOlder,
  emptyOthers,
  ...signedInAudiences.flatMap((audience) => [
    ...schema(hash, audience, `portico_${audience}`),
    ...asReader(
      audience,
      Object.keys(portal.tables).flatMap((table) => cellView(portal, hash, audience, table)),
    ),
  ]),
  ...schema(hash, 'system', 'portico_worker'),
  ...asReader(
    'system',
    Object.keys(portal.tables)
      .filter((table) => hasWorkflow(portal, table))
      .flatMap((table) => systemView(hash, table)),
  ),
]

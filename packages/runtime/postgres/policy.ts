import { permissionsFor } from '@portico/engine/access/access'
import type { Portal, Verb } from '@portico/engine/portal/portal'
import { literal, quoted } from './identifier.ts'
import { reachableFields, recordRule, signedInAudiences, type SignedInAudience } from './rule.ts'

/** Row policies and column grants: made anew with each publishing, once, for the live version. */
const dropPolicies = (table: string): string =>
  `do $do$ declare p record; begin for p in select policyname from pg_policies where schemaname = 'data' and tablename = '${table}' loop execute format('drop policy %I on data.%I', p.policyname, '${table}'); end loop; end $do$`

const readPolicy = (portal: Portal, audience: SignedInAudience, table: string): string =>
  `create policy "read ${audience}" on data.${quoted(table)} for select to portico_reader_${audience} using (${recordRule(audience, 'read', { portal, table, record: '' })})`

/** A change names its record by id, the only column a login may select: it finds what it may read or change. */
const findPolicy = (portal: Portal, audience: SignedInAudience, table: string): string => {
  const [read, update] = (['read', 'update'] as const).map((verb) =>
    recordRule(audience, verb, { portal, table, record: '' }),
  )
  return `create policy "find ${audience}" on data.${quoted(table)} for select to portico_${audience} using ((${read}) or (${update}))`
}

const insertPolicy = (portal: Portal, audience: SignedInAudience, table: string): string =>
  `create policy "create ${audience}" on data.${quoted(table)} for insert to portico_${audience} with check (${recordRule(audience, 'create', { portal, table, record: '' })})`

const updatePolicy = (portal: Portal, audience: SignedInAudience, table: string): string => {
  const rule = recordRule(audience, 'update', { portal, table, record: '' })
  return `create policy "update ${audience}" on data.${quoted(table)} for update to portico_${audience} using (${rule}) with check (${rule})`
}

const writable = (portal: Portal, audience: SignedInAudience, verb: Verb, table: string): readonly string[] =>
  reachableFields(portal, audience, verb, table).flatMap((field) =>
    portal.tables[table]?.fields[field]?.search ? [quoted(field), quoted(`_find.${field}`)] : [quoted(field)],
  )

const columnGrants = (portal: Portal, audience: SignedInAudience, table: string): readonly string[] => {
  const creates = permissionsFor(portal, audience, 'create', table).length > 0
  const created = ['id', ...writable(portal, audience, 'create', table)]
  const updated = writable(portal, audience, 'update', table)
  const name = `data.${quoted(table)}`
  return [
    `revoke all on ${name} from portico_${audience}`,
    `grant select (id) on ${name} to portico_${audience}`,
    ...(creates ? [`grant insert (${created.join(', ')}) on ${name} to portico_${audience}`] : []),
    ...(updated.length > 0 ? [`grant update (${updated.join(', ')}) on ${name} to portico_${audience}`] : []),
  ]
}

/** A revoke on a table leaves grants on its columns, so each column is taken back by name first. */
const revokeColumns = (table: string): string =>
  `do $do$ declare c record; begin for c in select attname from pg_attribute where attrelid = 'data.${quoted(table)}'::regclass and attnum > 0 and not attisdropped loop execute format('revoke all (%I) on data.%I from portico_patient, portico_staff', c.attname, '${table}'); end loop; end $do$`

/** A table the version no longer has keeps its records, and nobody reaches them. */
const closeOthers = (portal: Portal): string => {
  const kept = Object.keys(portal.tables).map(literal)
  return `do $do$ declare t record; p record; c record; begin
    for t in select tablename from pg_tables where schemaname = 'data' and tablename <> all (array[${kept.join(', ')}]::text[]) loop
      for p in select policyname from pg_policies where schemaname = 'data' and tablename = t.tablename loop execute format('drop policy %I on data.%I', p.policyname, t.tablename); end loop;
      for c in select column_name from information_schema.columns where table_schema = 'data' and table_name = t.tablename loop execute format('revoke all (%I) on data.%I from portico_patient, portico_staff', c.column_name, t.tablename); end loop;
    end loop; end $do$`
}

export const policiesOf = (portal: Portal): readonly string[] => [
  closeOthers(portal),
  ...Object.keys(portal.tables).flatMap((table) => [
    dropPolicies(table),
    revokeColumns(table),
    `create policy "functions" on data.${quoted(table)} to portico_definer using (true) with check (true)`,
    `create policy "read system" on data.${quoted(table)} for select to portico_reader_system using (id = (select portico.actor_request()))`,
    `grant select, insert, update on data.${quoted(table)} to portico_definer`,
    `grant select on data.${quoted(table)} to portico_reader_patient, portico_reader_staff, portico_reader_system`,
    ...signedInAudiences.flatMap((audience) => [
      readPolicy(portal, audience, table),
      findPolicy(portal, audience, table),
      insertPolicy(portal, audience, table),
      updatePolicy(portal, audience, table),
      ...columnGrants(portal, audience, table),
    ]),
  ]),
]

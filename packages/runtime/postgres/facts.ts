import { clauseOf, factsOf, pathsOf } from '@portico/engine/access/condition'
import { isEncrypted } from '@portico/engine/field/stored'
import { isWorkflowTable, resolvePath } from '@portico/engine/portal/resolve'
import { requestFields, type Audience, type Portal } from '@portico/engine/portal/portal'
import { columnOf, ownerColumn, unblanked } from './column.ts'
import { copiedColumns, keyColumn } from './copied-column.ts'
import { literal, quoted } from './identifier.ts'

/**
 * The facts conditions ask for, as functions made anew with each publishing: never a private value, since permission
 * conditions cannot name one.
 */
const valueSql = (portal: Portal, table: string, path: string): string => {
  const column = columnOf(portal, table, path)
  if (path === 'due' || path === 'created') return `portico.day_of(t.${column.name})`
  return unblanked(column, `t.${column.name}`)
}

const isAskable = (portal: Portal, table: string, path: string): boolean => {
  const found = resolvePath(portal, table, path)
  return found.kind === 'request-field' || (found.kind === 'field' && !isEncrypted(found.field))
}

/** What steps ask: those of the live version, and those of the versions that open requests began under. */
const guardPaths = (processes: readonly Portal[], table: string): readonly string[] =>
  processes
    .flatMap(({ workflows }) => Object.values(workflows))
    .filter((workflow) => workflow.table === table)
    .flatMap(({ transitions }) => Object.values(transitions))
    .flatMap((transition) => pathsOf(clauseOf(transition['only-when'])))

const askedPaths = (portal: Portal, table: string, pinned: readonly Portal[]): readonly string[] => {
  const permissions = portal.permissions
    .filter((permission) => permission.table === table)
    .flatMap(({ where }) => pathsOf(clauseOf(where)))
  const system = isWorkflowTable(portal, table) ? requestFields : []
  const guards = guardPaths([portal, ...pinned], table)
  return [...new Set([...permissions, ...guards, ...system])].filter((path) => isAskable(portal, table, path))
}

const recordFacts = (portal: Portal, table: string, pinned: readonly Portal[]): string => {
  const pairs = askedPaths(portal, table, pinned).map(
    (path) => `${literal(path)}, ${valueSql(portal, table, path)}`,
  )
  const owner = ownerColumn(portal, table)
  const all = [`'_owner', ${owner === null ? 'null' : `t.${owner}`}`, `'_due', t."_due"`, ...pairs]
  return `if table_id = ${literal(table)} then return (select jsonb_build_object(${all.join(', ')}) from data.${quoted(table)} t where t.id = record and t."_deleted" is null); end if;`
}

/** A patient is told nothing of what belongs to another one, by way of a reference she makes up. */
const mine = (portal: Portal, table: string): string => {
  const owner = ownerColumn(portal, table)
  return owner === null
    ? ''
    : ` and (portico.actor() ->> 'audience' <> 'patient' or t.${owner} = portico.actor_patient())`
}

const prospectiveFacts = (portal: Portal, table: string): string => {
  const pairs = copiedColumns(portal)
    .filter((copy) => copy.table === table)
    .map((copy) => {
      const key = keyColumn(portal, copy)
      return `${literal(copy.path)}, (select ${unblanked(copy.column, `t.${key.name}`)} from data.${quoted(copy.target)} t where t.id = (given ->> ${literal(copy.reference)})::uuid${mine(portal, copy.target)})`
    })
  return `if table_id = ${literal(table)} then return jsonb_build_object(${pairs.join(', ')}); end if;`
}

const personFacts = (portal: Portal, audience: Audience): readonly string[] => {
  const people = Object.entries(portal.tables).find(([, table]) => table.people === audience)?.[0]
  if (people === undefined) return []
  const asked = portal.permissions
    .filter((permission) => portal.roles[permission.role]?.audience === audience)
    .flatMap(({ where }) => factsOf(clauseOf(where)))
  const fields = [...new Set(asked)].filter(
    (field): field is string => field !== null && isAskable(portal, people, field),
  )
  const pairs = fields.map((field) => `${literal(field)}, t.${columnOf(portal, people, field).name}`)
  return [
    `if audience = ${literal(audience)} then return coalesce((select jsonb_build_object(${pairs.join(', ')}) from data.${quoted(people)} t where t.id = person), '{}'); end if;`,
  ]
}

const fn = (signature: string, body: readonly string[], otherwise: string): string =>
  `create or replace function portico.${signature} returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $fn$ begin ${body.join(' ')} return ${otherwise}; end $fn$`

export const factsFunctions = (portal: Portal, pinned: readonly Portal[]): readonly string[] => {
  const tables = Object.keys(portal.tables)
  return [
    fn(
      'record_facts(table_id text, record uuid)',
      tables.map((table) => recordFacts(portal, table, pinned)),
      'null',
    ),
    fn(
      'prospective_facts(table_id text, given jsonb)',
      tables.map((table) => prospectiveFacts(portal, table)),
      `'{}'::jsonb`,
    ),
    fn(
      'person_facts(audience text, person uuid)',
      ['patient', 'staff'].flatMap((audience) =>
        audience === 'patient' || audience === 'staff' ? personFacts(portal, audience) : [],
      ),
      `'{}'::jsonb`,
    ),
  ]
}

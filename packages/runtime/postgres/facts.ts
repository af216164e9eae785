import { clauseOf, factsOf, pathsOf, type Clause } from '@portico/engine/access/condition'
import { isEncrypted } from '@portico/engine/field/stored'
import { own } from '@portico/engine/portal/own'
import { peopleTable } from '@portico/engine/portal/people-table'
import { resolvePath } from '@portico/engine/portal/resolve'
import { requestFields, type Audience, type Portal } from '@portico/engine/portal/portal'
import { columnOf, compared, ownerColumn, tableOf } from './column.ts'
import { copiedColumns, keyColumn } from './copied-column.ts'
import { literal, quoted } from './identifier.ts'

/**
 * The facts conditions ask for, as functions made anew with each publishing: never a private value, since permission
 * conditions cannot name one.
 */
const valueSql = (portal: Portal, table: string, path: string): string => {
  const column = columnOf(portal, table, path)
  return compared(column, `t.${column.name}`)
}

const isAskable = (portal: Portal, table: string, path: string): boolean => {
  const found = resolvePath(portal, table, path)
  return found.kind === 'request-field' || (found.kind === 'field' && !isEncrypted(found.field))
}

const sealedPrefix = '_sealed.'
const sealedFact = (field: string): string => `${sealedPrefix}${field}`
/** The field a fact holds sealed, or null for a fact that is open. */
export const sealedFieldOf = (fact: string): string | null =>
  fact.startsWith(sealedPrefix) ? fact.slice(sealedPrefix.length) : null

/** What steps and questions of these versions ask, live or pinned. */
const guardsOf = (portals: readonly Portal[], isOn: (table: string) => boolean): readonly Clause[] =>
  portals.flatMap(({ workflows, forms }) => [
    ...Object.values(workflows)
      .filter(({ table }) => isOn(table))
      .flatMap(({ transitions }) => Object.values(transitions).map((one) => clauseOf(one['only-when']))),
    ...Object.values(forms)
      .filter(({ table }) => isOn(table))
      .flatMap(({ questions }) => questions.map((question) => clauseOf(question['only-when']))),
  ])

const askedPaths = (portal: Portal, table: string, processes: readonly Portal[]): readonly string[] => {
  const permissions = portal.permissions
    .filter((permission) => permission.table === table)
    .flatMap(({ where }) => pathsOf(clauseOf(where)))
  const guards = guardsOf([portal, ...processes], (of) => of === table).flatMap(pathsOf)
  const isOfRequests = Object.values(portal.workflows).some((workflow) => workflow.table === table)
  const system = isOfRequests ? requestFields : []
  return [...new Set([...permissions, ...guards, ...system])].filter((path) => isAskable(portal, table, path))
}

/** Private values of the record itself that steps ask about: as they lie there, for the one process that holds keys. */
const sealedFields = (portal: Portal, table: string, processes: readonly Portal[]): readonly string[] => {
  const asked = guardsOf([portal, ...processes], (of) => of === table).flatMap(pathsOf)
  return [...new Set(asked)].filter((path) => {
    const field = own(tableOf(portal, table).fields, path)
    return field !== undefined && isEncrypted(field)
  })
}

const recordFacts = (portal: Portal, table: string, processes: readonly Portal[]): string => {
  const pairs = askedPaths(portal, table, processes).map(
    (path) => `${literal(path)}, ${valueSql(portal, table, path)}`,
  )
  const sealed = sealedFields(portal, table, processes).map(
    (field) => `${literal(sealedFact(field))}, encode(t.${quoted(field)}, 'hex')`,
  )
  const owner = ownerColumn(portal, table)
  const all = [
    `'_owner', ${owner === null ? 'null' : `t.${owner}`}`,
    `'_due', t."_due", '_created', t."_created"`,
    ...pairs,
    ...sealed,
  ]
  return `if table_id = ${literal(table)} then return (select jsonb_build_object(${all.join(', ')}) from data.${quoted(table)} t where t.id = record and t."_deleted" is null); end if;`
}

const recordOwner = (portal: Portal, table: string): string => {
  const owner = ownerColumn(portal, table)
  return `if table_id = ${literal(table)} then return ${owner === null ? 'null' : `(select t.${owner} from data.${quoted(table)} t where t.id = record and t."_deleted" is null)`}; end if;`
}

/** A patient is told nothing of what belongs to another one, by way of a reference she makes up. */
const mine = (portal: Portal, table: string): string => {
  const owner = ownerColumn(portal, table)
  return owner === null
    ? ''
    : ` and (portico.actor() ->> 'audience' <> 'patient' or t.${owner} = portico.actor_patient())`
}

/** Whose creating asks about a path: those whose permissions do, and those whose form does. Nobody else is told. */
const creators = (portal: Portal, table: string, path: string): readonly string[] => {
  const permitted = portal.permissions
    .filter((one) => one.table === table && one.may.includes('create'))
    .filter(({ where }) => pathsOf(clauseOf(where)).includes(path))
    .map(({ role }) => role)
  const started = Object.values(portal.workflows)
    .filter((workflow) => workflow.table === table)
    .filter(({ start }) =>
      own(portal.forms, start.form)?.questions.some((question) =>
        pathsOf(clauseOf(question['only-when'])).includes(path),
      ),
    )
    .flatMap(({ start }) => start.by)
  return [...new Set([...permitted, ...started])]
}

const prospectiveFacts = (portal: Portal, table: string): string => {
  const pairs = copiedColumns(portal)
    .filter((copy) => copy.table === table)
    .flatMap((copy) => {
      const key = keyColumn(portal, copy)
      const roles = creators(portal, table, copy.path).map(literal)
      return roles.length === 0
        ? []
        : [
            `${literal(copy.path)}, (select ${compared(copy.column, `t.${key.name}`)} from data.${quoted(copy.target)} t where portico.actor_roles() && array[${roles.join(', ')}] and t.id = (given ->> ${literal(copy.reference)})::uuid${mine(portal, copy.target)})`,
          ]
    })
  return `if table_id = ${literal(table)} then return jsonb_build_object(${pairs.join(', ')}); end if;`
}

const personFacts = (portal: Portal, audience: Audience, processes: readonly Portal[]): readonly string[] => {
  const people = peopleTable(portal, audience)?.id
  if (people === undefined) return []
  const asked = portal.permissions
    .filter((permission) => portal.roles[permission.role]?.audience === audience)
    .flatMap(({ where }) => factsOf(clauseOf(where)))
  const guards = guardsOf([portal, ...processes], () => true).flatMap(factsOf)
  const fields = [...new Set([...asked, ...guards])].filter(
    (field): field is string => field !== null && isAskable(portal, people, field),
  )
  const pairs = fields.map((field) => `${literal(field)}, ${valueSql(portal, people, field)}`)
  return [
    `if audience = ${literal(audience)} then return coalesce((select jsonb_build_object(${pairs.join(', ')}) from data.${quoted(people)} t where t.id = person), '{}'); end if;`,
  ]
}

const fn = (signature: string, body: readonly string[], otherwise: string, type = 'jsonb'): string =>
  `create or replace function portico.${signature} returns ${type} language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $fn$ begin ${body.join(' ')} return ${otherwise}; end $fn$`

/** `processes`: the versions open requests are pinned to. Their guards go on asking, whatever the live version asks. */
export const factsFunctions = (portal: Portal, processes: readonly Portal[]): readonly string[] => {
  const tables = Object.keys(portal.tables)
  return [
    fn(
      'record_facts(table_id text, record uuid)',
      tables.map((table) => recordFacts(portal, table, processes)),
      'null',
    ),
    fn(
      'record_owner(table_id text, record uuid)',
      tables.map((table) => recordOwner(portal, table)),
      'null',
      'uuid',
    ),
    fn(
      'prospective_facts(table_id text, given jsonb)',
      tables.map((table) => prospectiveFacts(portal, table)),
      `'{}'::jsonb`,
    ),
    fn(
      'person_facts(audience text, person uuid)',
      ['patient', 'staff'].flatMap((audience) =>
        audience === 'patient' || audience === 'staff' ? personFacts(portal, audience, processes) : [],
      ),
      `'{}'::jsonb`,
    ),
  ]
}

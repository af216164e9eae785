import type { Portal } from '@portico/engine/portal/portal'
import { attachOf } from './attach.ts'
import { columnType, tableOf } from './column.ts'
import { fillOf } from './fill.ts'
import { literal, quoted } from './identifier.ts'
import { placeOf } from './place.ts'
import { cellRule, signedInAudiences, type SignedInAudience } from './rule.ts'
import { hasWorkflow } from './view.ts'
import { writtenOf } from './written.ts'

/**
 * Triggers of a declared table: they refuse single cells the actor may not write, and keep what a cell held before. Row
 * policies decide about records; only a trigger can tell which cell changed.
 */
const refuse = `raise exception using errcode = 'PT005', message = 'cell refused'`

/** A cell and the tokens it is found by are one: who may not write the one does not write the other. */
const columnsOf = (portal: Portal, table: string, field: string): readonly string[] =>
  tableOf(portal, table).fields[field]?.search ? [quoted(field), quoted(`_find.${field}`)] : [quoted(field)]

type Check = { readonly touched: string; readonly rule: string }

const insertCheck = (portal: Portal, audience: SignedInAudience, table: string, field: string): Check => {
  const given = columnsOf(portal, table, field).map((column) => `new.${column} is not null`)
  return {
    touched: given.join(' or '),
    rule: cellRule(audience, 'create', field, { portal, table, record: 'new.' }),
  }
}

/**
 * Asked of every column a change names, whatever it holds: a change to the value that is there already would else be let
 * through, and tell what a hidden cell holds.
 */
const updateCheck = (portal: Portal, audience: SignedInAudience, table: string, field: string): string => {
  const [before, after] = (['old.', 'new.'] as const).map((record) =>
    cellRule(audience, 'update', field, { portal, table, record }),
  )
  return `when ${literal(field)} then if not (${before} and ${after}) then ${refuse}; end if;`
}

/** Cells under the same rule are asked about together: who acts is proven each time a rule is asked. */
const refusing = (checks: readonly Check[]): string =>
  Object.entries(Object.groupBy(checks, ({ rule }) => rule))
    .map(
      ([rule, same = []]) =>
        `if (${same.map(({ touched }) => touched).join(' or ')}) and not ${rule} then ${refuse}; end if;`,
    )
    .join(' ')

/** A key that follows its referenced record runs as the table's owner, to which nobody signs in. */
const guardFunction = (portal: Portal, table: string): string => {
  const fields = Object.keys(tableOf(portal, table).fields)
  const perAudience = signedInAudiences.map((audience) => {
    const inserts = refusing(fields.map((field) => insertCheck(portal, audience, table, field)))
    const updates = fields.map((field) => updateCheck(portal, audience, table, field)).join(' ')
    const named = fields.length > 0 ? `case tg_argv[0] ${updates} else ${refuse}; end case;` : `${refuse};`
    return `if current_user = 'portico_${audience}' then if tg_op = 'INSERT' then ${inserts} elsif tg_nargs > 0 then ${named} end if; return new; end if;`
  })
  return `create or replace function data.${quoted(`guard.${table}`)}() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $fn$ begin ${perAudience.join(' ')} if current_user in ('portico_definer', 'portico_publisher', 'portico_owner') then return new; end if; ${refuse}; end $fn$`
}

const keepFunction = (portal: Portal, table: string): string => {
  const keeps = Object.entries(tableOf(portal, table).fields).map(([id, field]) => {
    const [sealed, plain] =
      columnType(field) === 'bytea' ? [`old.${quoted(id)}`, 'null'] : ['null', `old.${quoted(id)}::text`]
    return `if new.${quoted(id)} is distinct from old.${quoted(id)} then insert into portico.earlier_value (table_id, record, field, sealed, plain, account, at) values (${literal(table)}, old.id, ${literal(id)}, ${sealed}, ${plain}, portico.acting_account(), portico.portico_now()); end if;`
  })
  return `create or replace function data.${quoted(`keep.${table}`)}() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$ begin ${keeps.join(' ')} return null; end $fn$`
}

/** A request that moves changes no declared field of its record, and need not be compared. */
const afterChange = (portal: Portal, table: string): string => {
  const fields = Object.keys(tableOf(portal, table).fields).map(quoted)
  return fields.length > 0 ? `after update of ${fields.join(', ')}` : 'after update'
}

const trigger = (table: string, order: string, when: string, name: string): string =>
  `create or replace trigger ${quoted(`${order}.${name}`)} ${when} on data.${quoted(table)} for each row execute function data.${quoted(`${name}.${table}`)}()`

/** One trigger a column, since only a trigger of its own is told that a change names it. */
const fieldTriggers = (portal: Portal, table: string): readonly string[] =>
  Object.keys(tableOf(portal, table).fields).map(
    (field) =>
      `create or replace trigger ${quoted(`b.guard.${field}`)} before update of ${columnsOf(portal, table, field).join(', ')} on data.${quoted(table)} for each row execute function data.${quoted(`guard.${table}`)}(${literal(field)})`,
  )

const callable = (table: string, name: string): string => {
  const fn = `data.${quoted(`${name}.${table}`)}()`
  return `revoke execute on function ${fn} from public`
}

const ownedByDefiner = (table: string, name: string): string =>
  `alter function data.${quoted(`${name}.${table}`)}() owner to portico_definer`

export const guardsOf = (portal: Portal): readonly string[] =>
  Object.keys(portal.tables).flatMap((table) => [
    ...fillOf(table),
    guardFunction(portal, table),
    keepFunction(portal, table),
    ownedByDefiner(table, 'keep'),
    ...['guard', 'keep'].map((name) => callable(table, name)),
    trigger(table, 'b', 'before insert or update', 'guard'),
    ...fieldTriggers(portal, table),
    trigger(table, 'c', afterChange(portal, table), 'keep'),
    ...(hasWorkflow(portal, table) ? placeOf(table) : []),
    ...attachOf(portal, table),
    ...writtenOf(portal, table),
  ])

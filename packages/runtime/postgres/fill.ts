import { literal, quoted } from './identifier.ts'

/**
 * The trigger that fills a table's copied columns. It is made from the composite keys the database has, not from one
 * portal: a column that only an earlier version asked about keeps its key, and a record written without it would be
 * refused.
 */
const keys = `from pg_constraint c
  join pg_class r on r.oid = c.confrelid join pg_namespace n on n.oid = r.relnamespace
  join pg_attribute reference on reference.attrelid = c.conrelid and reference.attnum = c.conkey[1]
  join pg_attribute copy on copy.attrelid = c.conrelid and copy.attnum = c.conkey[2]
  join pg_attribute key on key.attrelid = c.confrelid and key.attnum = c.confkey[2]
  join pg_attrdef d on d.adrelid = c.conrelid and d.adnum = c.conkey[2]
  where c.contype = 'f' and cardinality(c.conkey) = 2 and c.conrelid = `

const assignments = `select coalesce(string_agg(format('new.%I := coalesce((select t.%I from %I.%I t where t.id = new.%I), %s);',
    copy.attname, key.attname, n.nspname, r.relname, reference.attname, pg_get_expr(d.adbin, d.adrelid)), ' ' order by c.conname), '') ${keys}`

/** A copy changes with its reference; where what is behind the reference changes, the key brings the copy along. */
const changes = `select coalesce(' or update of ' || string_agg(distinct quote_ident(reference.attname), ', '), '') ${keys}`

const named = (table: string): string => `data.${quoted(`fill.${table}`)}`

const fillFunction = (table: string): string => {
  const head = `create or replace function ${named(table)}() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as`
  return `do $do$ declare fills text := (${assignments} 'data.${quoted(table)}'::regclass); begin execute format('${head} %L', 'begin ' || fills || ' return new; end'); end $do$`
}

const fillTrigger = (table: string): string =>
  `do $do$ declare changes text := (${changes} 'data.${quoted(table)}'::regclass); begin execute format('create or replace trigger "a.fill" before insert%s on %s for each row execute function %s()', changes, ${literal(`data.${quoted(table)}`)}, ${literal(named(table))}); end $do$`

/** Triggers fire in the order of their names: copies are filled before cells are judged. */
export const fillOf = (table: string): readonly string[] => [
  fillFunction(table),
  `alter function ${named(table)}() owner to portico_definer`,
  `revoke execute on function ${named(table)}() from public`,
  fillTrigger(table),
]

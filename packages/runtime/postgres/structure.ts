import type { Portal } from '@portico/engine/portal/portal'
import { structureOf, type Step } from './change.ts'
import type { Transaction } from './transaction.ts'

/** What the declared tables have, by the names of the catalogue. */
export type Structure = {
  readonly tables: ReadonlySet<string>
  readonly columns: ReadonlySet<string>
  readonly indexes: ReadonlySet<string>
  /** What a making that was stopped left behind: of no use to any question, and in the way of a new one. */
  readonly brokenIndexes: ReadonlySet<string>
  readonly constraints: ReadonlySet<string>
  readonly validated: ReadonlySet<string>
  /** Tables with the second column of each of their composite keys. */
  readonly keys: ReadonlySet<string>
}

const catalogue = `
  select 'table' as kind, c.relname::text as of, '' as name from pg_class c
    where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and c.relforcerowsecurity
  union all select 'column', c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
  union all select case when x.indisvalid then 'index' else 'broken' end, t.relname, i.relname
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where i.relnamespace = 'data'::regnamespace
  union all select case when k.convalidated then 'validated' else 'constraint' end, t.relname, k.conname
    from pg_constraint k join pg_class t on t.oid = k.conrelid where t.relnamespace = 'data'::regnamespace
  union all select 'key', t.relname, a.attname
    from pg_constraint k join pg_class t on t.oid = k.conrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
    where k.contype = 'u' and t.relnamespace = 'data'::regnamespace`

const at = (of: string, name: string): string => `${of} ${name}`

export const readStructure = async (client: Pick<Transaction, 'query'>): Promise<Structure> => {
  const { rows } = await client.query<{ kind: string; of: string; name: string }>(catalogue)
  const those = (...kinds: readonly string[]): ReadonlySet<string> =>
    new Set(rows.filter(({ kind }) => kinds.includes(kind)).map(({ of, name }) => at(of, name)))
  return {
    tables: new Set(rows.filter(({ kind }) => kind === 'table').map(({ of }) => of)),
    columns: those('column'),
    indexes: those('index'),
    brokenIndexes: those('broken'),
    constraints: those('constraint', 'validated'),
    validated: those('validated'),
    keys: those('key'),
  }
}

const isThere = (step: Step, structure: Structure): boolean => {
  const place = at(step.table, step.name)
  switch (step.does) {
    case 'add-table':
      return structure.tables.has(step.table)
    case 'add-column':
      return structure.columns.has(place)
    case 'add-index':
      return (
        structure.indexes.has(place) ||
        (step.keyOf !== null && structure.keys.has(at(step.table, step.keyOf)))
      )
    case 'add-key':
      return structure.keys.has(at(step.table, step.keyOf))
    case 'add-reference':
      return structure.constraints.has(place)
    case 'fill':
      return structure.validated.has(place)
  }
}

/** The steps that a portal needs and the tables have not taken, each once, in the order in which to take them. */
export const missingSteps = (portal: Portal, structure: Structure): readonly Step[] => {
  const missing = structureOf(portal).filter((step) => !isThere(step, structure))
  return [...new Map(missing.map((step) => [`${step.does} ${at(step.table, step.name)}`, step])).values()]
}

import type { PoolClient } from 'pg'
import { clauseOf, factsOf, pathsOf } from '@portico/engine/access/condition'
import type { Portal } from '@portico/engine/portal/portal'
import { peopleTable } from '@portico/engine/portal/people-table'
import type { WorldRecord } from '@portico/engine/testing/random-world'
import type { Random } from '@portico/engine/testing/random'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { written } from './environment.ts'
import { fieldsOn, granted, stored, type Scene } from './scene.ts'
import { candidates } from './writes.ts'

/** A cell of a record, by its field. */
type Cell = { readonly record: WorldRecord; readonly field: string }

/** Every field a path steps on: the references it walks, and where it ends. */
const steppedOn = (portal: Portal, table: string, path: string): readonly string[] => {
  const [first = '', ...rest] = path.split('.')
  const to = portal.tables[table]?.fields[first]?.to
  return [
    `${table}.${first}`,
    ...(to !== undefined && rest.length > 0 ? steppedOn(portal, to, rest.join('.')) : []),
  ]
}

/** What decides for this actor: what its roles' permissions ask of records and of the actor, and whose records are. */
const deciding = ({ portal, actor }: Scene): ReadonlySet<string> => {
  const held = portal.permissions.filter(({ role }) => actor.roles.includes(role))
  const people = peopleTable(portal, actor.audience)?.id ?? ''
  const asked = held.flatMap(({ table, where }) => [
    ...pathsOf(clauseOf(where)).flatMap((path) => steppedOn(portal, table, path)),
    ...factsOf(clauseOf(where)).map((fact) => `${people}.${fact ?? ''}`),
  ])
  const owners = Object.entries(portal.tables).flatMap(([table, { patient }]) =>
    patient === undefined ? [] : steppedOn(portal, table, patient),
  )
  return new Set([...asked, ...owners])
}

/** Cells hidden from the actor that decide nothing for it: another value in them must make no difference at all. */
export const hiddenCells = (scene: Scene): readonly Cell[] => {
  const decide = deciding(scene)
  return scene.world.flatMap((record) => {
    const { record: isRead, fields: shown } = granted(scene, 'read', scene.world, record)
    return fieldsOn(scene.portal, record.table)
      .filter(([, { kind }]) => kind !== 'computed')
      .filter(([field]) => !(isRead && shown.has(field)) && !decide.has(`${record.table}.${field}`))
      .map(([field]) => ({ record, field }))
  })
}

const replaced = (random: Random, scene: Scene, { record, field }: Cell): string => {
  const declared = scene.portal.tables[record.table]?.fields[field]
  if (!declared) throw new Error('a cell is of a declared field')
  const value = random.pick(candidates(scene.world, declared).filter((one) => one !== record.values[field]))
  const bytes = stored(declared, value, scene.encoding)
  const found =
    declared.search === undefined ? '' : `, ${quoted(`_find.${field}`)} = array[${written(bytes)}::bytea]`
  return `update data.${quoted(record.table)} set ${quoted(field)} = ${written(bytes)}${found} where id = ${written(record.id)}`
}

/** What makes the other database of a pair: some hidden cells, each with another value. */
export const otherwise = (random: Random, scene: Scene, cells: readonly Cell[]): string =>
  Array.from({ length: 1 + random.below(3) }, () => replaced(random, scene, random.pick(cells))).join('; ')

/** Whole answers to questions and changes, with what was said when there was none. Each change is undone. */
export const answersFunction = `create function probe.answers(questions text[]) returns text[] language plpgsql as $$
declare answers text[] := '{}'; question text; answer text; said text; more text;
begin
  foreach question in array questions loop
    begin
      if question ~ '^select' then
        execute 'select coalesce(jsonb_agg(to_jsonb(q)), ''[]'')::text from (' || question || ') q' into answer;
      else
        execute question;
        get diagnostics answer = row_count;
      end if;
      raise exception using errcode = 'TRIED', message = answer;
    exception when others then
      get stacked diagnostics said = pg_exception_detail, more = pg_exception_hint;
      answers := answers || concat_ws(' | ', sqlstate, sqlerrm, said, more);
    end;
  end loop;
  return answers;
end $$`

export const answersTo = async (
  client: Pick<PoolClient, 'query'>,
  questions: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await client.query<{ answers: string[] }>('select probe.answers($1) as answers', [
    questions,
  ])
  return rows[0]?.answers ?? []
}

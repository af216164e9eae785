import type { Field } from '@portico/engine/portal/portal'
import type { Random } from '@portico/engine/testing/random'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { reachableFields } from '../../packages/runtime/postgres/rule.ts'
import { written } from './environment.ts'
import { viewedTables, viewOf } from './reads.ts'
import { fieldsOn, stored, type Scene } from './scene.ts'
import { candidates } from './writes.ts'

/**
 * Questions and changes an actor could put to Postgres with the login of her audience: through her views, the tables and
 * every function she may call. What has no order of its own is put in one, since order by chance is no answer.
 */
type Viewed = {
  readonly table: string
  readonly view: string
  readonly fields: readonly (readonly [string, Field])[]
}

const viewedOf = (scene: Scene): readonly Viewed[] =>
  viewedTables(scene).map((table) => {
    const readable = reachableFields(scene.portal, scene.actor.audience, 'read', table)
    return {
      table,
      view: viewOf(scene, table),
      fields: fieldsOn(scene.portal, table).filter(([id]) => readable.includes(id)),
    }
  })

const typed = (scene: Scene, random: Random, field: Field): string =>
  written(stored(field, random.pick(candidates(scene.world, field)), scene.encoding))

const comparison = (scene: Scene, random: Random, id: string, field: Field): string => {
  const operator = random.pick(['=', '<>', '<', '<=', '>', 'is distinct from'])
  return `${quoted(id)} ${operator} ${typed(scene, random, field)}`
}

/** Breaks on some value, so that whether it was reached could be told from the fault. */
const breaking = (id: string, { kind }: Field): string => {
  if (kind === 'number' || kind === 'money') return `1 / (${quoted(id)} - 1) > 0`
  if (kind === 'yes-no') return `1 / ${quoted(id)}::int > 0`
  return `length(${quoted(id)}::text) / 0 > 0`
}

const onView = (scene: Scene, random: Random, { table, view, fields }: Viewed): readonly string[] => {
  if (fields.length === 0) return [`select id, "_hidden" from ${view} order by id`]
  const [id, field] = random.pick(fields)
  const column = quoted(id)
  return [
    `select * from ${view} order by id`,
    `select id from ${view} where ${comparison(scene, random, id, field)} order by id`,
    `select id, ${column} from ${view} order by ${column} ${random.pick(['asc', 'desc'])} nulls ${random.pick(['first', 'last'])}, id limit ${1 + random.below(4)}`,
    `select count(*), count(${column}), count(distinct ${column}) from ${view} where ${comparison(scene, random, id, field)}`,
    `select ${column}, count(*) as n from ${view} group by ${column} having count(*) > ${random.below(2)} order by ${column}`,
    `select array_agg(${column} order by id) as all, min(${column}::text) as low, max(${column}::text) as high from ${view}`,
    `select id, rank() over (order by ${column}), lag(${column}) over (order by ${column}, id) from ${view} order by id`,
    `select id from ${view} where ${breaking(id, field)} order by id`,
    `select id from ${view} where ${column} is not null and ${breaking(id, field)} or ${comparison(scene, random, id, field)} order by id`,
    `select d.id from data.${quoted(table)} d left join ${view} v on v.id = d.id where ${comparison(scene, random, id, field).replace(column, `v.${column}`)} order by d.id`,
    ...(field.search === undefined
      ? []
      : [
          `select id from ${view} where ${quoted(`_find.${id}`)} @> array[${typed(scene, random, field)}::bytea] order by id`,
        ]),
  ]
}

const onTwoViews = (random: Random, one: Viewed, other: Viewed): readonly string[] => {
  if (one.fields.length === 0 || other.fields.length === 0) return []
  const [left, right] = [random.pick(one.fields)[0], random.pick(other.fields)[0]]
  const equal = `a.${quoted(left)}::text = b.${quoted(right)}::text`
  return [
    `select a.id as a, b.id as b from ${one.view} a join ${other.view} b on ${equal} order by 1, 2`,
    `select a.id, l.n from ${one.view} a cross join lateral (select count(*) as n from ${other.view} b where ${equal}) l order by a.id`,
    `select id from ${one.view} a where ${random.pick(['', 'not '])}exists (select 1 from ${other.view} b where ${equal}) order by id`,
  ]
}

const onTable = (scene: Scene, random: Random, table: string): readonly string[] => {
  const fields = fieldsOn(scene.portal, table)
  const [id, field] = random.pick(fields)
  const record = written(random.pick(scene.world).id)
  const name = `data.${quoted(table)}`
  const value = typed(scene, random, field)
  return [
    `select id from ${name} order by id`,
    `select ${quoted(id)} from ${name}`,
    `update ${name} set ${quoted(id)} = ${value}`,
    `update ${name} set ${quoted(id)} = ${value} where id = ${record}`,
    `insert into ${name} (id, ${quoted(id)}) values ('00000000-0000-4000-8000-00000000f00d', ${value})`,
    `insert into ${name} (id) values (${record})`,
    `insert into ${name} (id) values (${record}) on conflict (id) do update set ${quoted(id)} = ${value}`,
    `delete from ${name} where id = ${record}`,
    `select portico.is_taken('${table}', '${id}', ${record}) as taken`,
    `select portico.view_request('${table}', ${record}) as viewed`,
    `select * from portico.lock_request('${table}', ${record}, null)`,
    `select portico.prospective_facts('${table}', '{"${id}": ${record.replaceAll("'", '"')}}') as facts`,
    `select * from portico.attachments_on('${table}', ${record}, array['${id}'])`,
  ]
}

/** Some of everything there is to ask. */
export const questionsOf = (scene: Scene, random: Random, most: number): readonly string[] => {
  const viewed = viewedOf(scene)
  const all = [
    ...viewed.flatMap((one) => onView(scene, random, one)),
    ...(viewed.length > 0 ? onTwoViews(random, random.pick(viewed), random.pick(viewed)) : []),
    ...onTable(scene, random, random.pick(Object.keys(scene.portal.tables))),
    ...onTable(scene, random, random.pick(Object.keys(scene.portal.tables))),
  ]
  return Array.from({ length: most }, () => random.pick(all))
}

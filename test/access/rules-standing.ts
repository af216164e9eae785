import type { Environment } from './environment.ts'

/** Everything that decides and that a switch makes anew, by the very rows it lies in, and what is said of publishings. */
export const rulesOf = async ({ superuser }: Environment): Promise<unknown> => {
  const { rows } = await superuser.query(
    `select (select array_agg(oid || ' ' || xmin order by oid) from pg_policy) as policies,
       (select array_agg(oid || ' ' || xmin order by oid) from pg_trigger) as triggers,
       (select array_agg(oid || ' ' || xmin order by oid) from pg_proc where pronamespace in ('portico'::regnamespace, 'data'::regnamespace)) as functions,
       (select array_agg(oid || ' ' || xmin order by oid) from pg_class where relkind = 'v') as views,
       (select array_agg(id || ' ' || xmin order by id) from portico.role) as roles,
       (select array_agg(hash order by hash) from portico.version) as versions,
       (select hash from portico.live) as live,
       (select count(*)::int from portico.entry where verb = 'publish' and outcome = 'done') as entries`,
  )
  return rows[0]
}

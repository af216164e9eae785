import { denied, ada, type Attack } from './attack.ts'

const targets = [
  'portico_staff',
  'portico_reader_patient',
  'portico_reader_staff',
  'portico_definer',
  'portico_owner',
  'portico_publisher',
  'postgres',
]
export const strongerLogins: readonly Attack[] = [
  ...targets.flatMap((role): readonly Attack[] => [
    { name: `becomes ${role}`, ...ada, sql: () => [`set role ${role}`], ends: denied },
    {
      name: `signs in anew as ${role}`,
      ...ada,
      sql: () => [`set session authorization ${role}`],
      ends: denied,
    },
    { name: `joins ${role}`, ...ada, sql: () => [`grant ${role} to portico_patient`], ends: denied },
  ]),
  ...[
    ['makes itself a superuser', 'alter role portico_patient superuser'],
    ['passes row security by', 'alter role portico_patient bypassrls'],
    ['makes a role', 'create role friend login'],
    ['turns triggers off', 'set session_replication_role = replica'],
    ['disables a table’s triggers', 'alter table data.refill disable trigger all'],
    ['disables row security', 'alter table data.refill disable row level security'],
    ['drops a policy', 'drop policy "read patient" on data.refill'],
    ['adds a policy', 'create policy more on data.refill for select using (true)'],
    ['drops a table', 'drop table data.refill'],
    ['makes a schema', 'create schema evil'],
    ['makes a table', 'create table public.evil (id int)'],
    ['makes a temporary table called like a real one', 'create temp table refill (id uuid)'],
    ['makes a function', 'create function public.evil() returns int language sql return 1'],
    [
      'makes a temporary function called like one of ours',
      `create function pg_temp.actor_roles() returns text[] language sql return array['provider']`,
    ],
    [
      'replaces a function',
      `create or replace function portico.actor_roles() returns text[] language sql return array['provider']`,
    ],
    [
      'makes an operator',
      'create operator public.= (function = pg_catalog.int4eq, leftarg = int4, rightarg = int4)',
    ],
    ['grants itself a function', 'grant execute on function portico.seal_actor(jsonb) to portico_patient'],
    ['reads a file', `select pg_read_file('/etc/passwd')`],
    ['lists a folder', `select pg_ls_dir('.')`],
    ['runs a program', `copy (select 1) to program 'true'`],
    ['reads passwords of logins', 'select * from pg_authid'],
    ['reads statistics of values', 'select * from pg_statistic'],
    ['installs an extension', 'create extension pg_trgm schema data'],
  ].map(([name = '', text = '']): Attack => ({ name, ...ada, sql: () => [text], ends: denied })),
  {
    name: 'turns row security off for itself',
    ...ada,
    sql: ({ view }) => ['set local row_security = off', `select * from ${view('patient')}.refill`],
    ends: denied,
  },
  {
    name: 'reads the most common values of a table',
    ...ada,
    sql: () => [`select * from pg_stats where schemaname in ('data', 'portico', 'keys')`],
    ends: 'nothing',
  },
  {
    name: 'reads what other logins are asking',
    ...ada,
    sql: () => [
      `select query from pg_stat_activity where usename <> current_user and query not in ('', '<insufficient privilege>')`,
    ],
    ends: 'nothing',
  },
]

import { denied, ada, finn, type Attack } from './attack.ts'

type Who = Pick<Attack, 'login' | 'as'>
type Tried = readonly [name: string, text: string, ends?: string]

const secret = 'select medication from data.refill'

/** By way of what SQL is rich in: statements within statements, plans, cursors, locks, and all that Postgres brings along. */
const withinStatements: readonly Tried[] = [
  [
    'joins the table sideways',
    'select l.* from (select 1) x cross join lateral (select medication from data.refill) l',
  ],
  ['asks for the whole row', 'select r from data.refill r'],
  ['asks for the row as text', 'select r::text from data.refill r'],
  ['asks for the row as JSON', 'select to_jsonb(r) from data.refill r'],
  ['reads the table by its name alone', 'table data.refill'],
  ['looks where a row lies', 'select ctid from data.refill'],
  ['explains what it may not ask', `explain ${secret}`, denied],
  ['carries out what it explains', `explain (analyze, verbose) ${secret}`],
  ['deletes by explaining', 'explain analyze delete from data.refill'],
  [
    'reads by changing',
    `with w as (update data.refill set pharmacy = pharmacy returning medication) select * from w`,
  ],
  [
    'reads by merging',
    `merge into data.refill r using data.refill o on r.id = o.id when matched then update set pharmacy = o.medication`,
  ],
  [
    'changes from a hidden cell of the same table',
    'update data.refill r set pharmacy = o.medication from data.refill o where o.id = r.id',
  ],
  [
    'creates from hidden cells',
    'insert into data.refill (id, patient, medication) select gen_random_uuid(), patient, medication from data.refill',
  ],
  [
    'looks up hidden cells while it creates',
    `insert into data.refill (id, patient) values (gen_random_uuid(), (select patient from data.refill limit 1))`,
  ],
  ['makes a table of what it reads', `create table public.mine as ${secret}`],
  ['makes a temporary table of what it reads', `create temp table mine as ${secret}`],
  ['selects into a table', 'select medication into temp mine from data.refill'],
  ['runs a block of code', `do $$ begin perform medication from data.refill; end $$`],
  ['becomes another within a block of code', `do $$ begin execute 'set local role portico_definer'; end $$`],
  [
    'swallows the refusal within a block of code',
    `do $$ begin perform set_config('portico.actor', '', true); perform id from data.refill; end $$`,
    'PT000',
  ],
  ['opens a cursor', `declare c cursor for ${secret}`],
  ['opens a cursor to be held over', `declare c cursor with hold for ${secret}`],
]

const throughFunctions: readonly Tried[] = [
  ['has a query written as XML', `select query_to_xml('${secret}', true, false, '')`],
  ['has a table written as XML', `select table_to_xml('data.refill', true, false, '')`],
  ['has the keys written as XML', `select table_to_xml('keys.data_key', true, false, '')`],
  [
    'has a query counted by words',
    `select * from ts_stat('select to_tsvector(medication::text) from data.refill')`,
  ],
  ['reads where a sequence stands', 'select last_value from portico.entry_seq_seq'],
  ['reads a file as bytes', `select pg_read_binary_file('PG_VERSION')`],
  ['asks about a file', `select * from pg_stat_file('PG_VERSION')`],
  ['lists the log of changes', 'select * from pg_ls_waldir()'],
  ['lists the logs', 'select * from pg_ls_logdir()'],
  ['makes a replication slot', `select pg_create_logical_replication_slot('mine', 'test_decoding')`],
  ['loads the settings anew', 'select pg_reload_conf()'],
  ['clears the statistics', 'select pg_stat_reset()'],
  ['reads who may connect', 'select * from pg_hba_file_rules'],
  ['reads the settings in files', 'select * from pg_file_settings'],
  ['reads passwords', 'select * from pg_shadow'],
  ['makes a large object', 'select lo_create(0)'],
  ['makes a large object of bytes', `select lo_from_bytea(0, '\\x00')`],
  ['opens a large object', 'select lo_open(1, 131072)'],
  ['reads large objects', 'select * from pg_largeobject'],
  ['takes the lock that publishing takes', 'select pg_advisory_lock(7041778)'],
  ['takes it for this transaction', 'select pg_advisory_xact_lock(7041778)'],
  ['tries to take it', 'select pg_try_advisory_lock(7041778)'],
  ['shares the lock of migrations', 'select pg_advisory_lock_shared(7041777)'],
  ['lets go of every lock', 'select pg_advisory_unlock_all()'],
  [
    'ends the calls of others',
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
  ],
  [
    'calls off the statements of others',
    'select pg_cancel_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()',
  ],
]

const madeAnew: readonly Tried[] = [
  ['calls another database', `select dblink_connect('host=/tmp')`, '42883'],
  ['installs what calls another database', 'create extension dblink schema data'],
  ['installs what reads pages', 'create extension pageinspect schema data'],
  ['makes a foreign server', 'create server mine foreign data wrapper postgres_fdw', '42704'],
  ['makes a language', 'create language plpython3u'],
  ['loads a library', `load '/tmp/mine.so'`],
  ['makes a view of a table', `create view public.mine as ${secret}`],
  ['changes a view', `create or replace view data.refill as select 1`, denied],
  [
    'makes an operator that tells what it sees',
    `create operator pg_temp.<<< (function = pg_catalog.texteq, leftarg = text, rightarg = text)`,
  ],
  [
    'makes a function that costs nothing and tells what it sees',
    `create function pg_temp.tell(text) returns boolean language sql cost 0.0000001 return true`,
  ],
  ['makes an aggregate', 'create aggregate pg_temp.mine (int) (sfunc = int4pl, stype = int)'],
  ['makes a cast', 'create cast (bytea as int) without function'],
  ['makes a type', 'create type public.mine as (a int)'],
  [
    'makes a trigger',
    'create trigger mine before update on data.refill for each row execute function portico.actor()',
  ],
  ['makes a rule', 'create rule mine as on select to data.refill do instead select 1'],
  [
    'makes an event trigger',
    'create event trigger mine on ddl_command_start execute function portico.actor()',
  ],
  ['makes an index over hidden cells', 'create index on data.refill (medication)'],
  ['makes statistics over hidden cells', 'create statistics mine on medication, dose from data.refill'],
  ['publishes a table', 'create publication mine for table data.refill'],
  ['subscribes', `create subscription mine connection 'host=/tmp' publication mine with (connect = false)`],
  ['takes a table for its own', 'alter table data.refill owner to current_user'],
  ['takes a function for its own', 'alter function portico.actor() owner to current_user'],
  ['makes a function forget its search path', 'alter function portico.actor() reset search_path'],
  [
    'changes the database’s settings',
    `do $$ begin execute format('alter database %I set search_path = public', current_database()); end $$`,
  ],
  ['changes the settings of a stronger login', `alter role portico_publisher set search_path = public`],
  ['hands its rights on', 'grant portico_staff to portico_patient'],
  [
    'grants by default',
    'alter default privileges for role portico_owner in schema data grant select on tables to public',
  ],
  ['clears a table up', 'vacuum full data.refill', '25001'],
  ['orders a table anew', 'cluster data.refill using refill_pkey'],
  ['builds an index anew', 'reindex table data.refill'],
  ['names its table in a comment', `comment on table data.refill is 'mine'`],
  ['has statements logged', `set local log_statement = 'all'`],
  ['has plans logged', 'set local session_preload_libraries = auto_explain'],
]

const stepByStep = (who: Who, own: 'patient' | 'staff'): readonly Attack[] => [
  {
    name: `${own}: prepares what it may not ask, and asks it then`,
    ...who,
    sql: () => [`prepare mine as ${secret}`, 'execute mine'],
    ends: denied,
  },
  {
    name: `${own}: finds another’s record sideways, through its view`,
    ...who,
    sql: ({ view, bens }) => [
      `select l.* from (select '${bens}'::uuid as id) x cross join lateral (select * from ${view(own)}.refill v where v.id = x.id) l`,
    ],
    ends: 'nothing',
  },
  {
    name: `${own}: looks at a sample of the table`,
    ...who,
    sql: ({ bens }) => [`select id from data.refill tablesample bernoulli (100) where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: `${own}: leads the search path elsewhere and reads another’s record`,
    ...who,
    sql: ({ view, bens }) => [
      'set local search_path = pg_temp, public, portico',
      `select * from ${view(own)}.refill where id = '${bens}'`,
    ],
    ends: 'nothing',
  },
  {
    name: `${own}: holds a cursor over its transaction, and finds nobody there`,
    ...who,
    sql: ({ view }) => [
      `declare c no scroll cursor for select * from ${view(own)}.refill`,
      `select set_config('portico.actor', '', true)`,
      'fetch all from c',
    ],
    ends: 'PT000',
  },
]

const atTheEdges = (who: Who, own: 'patient' | 'staff'): readonly Attack[] => [
  {
    name: `${own}: takes rows with a lock`,
    ...who,
    sql: () => ['select id from data.refill for update'],
    ends: own === 'patient' ? denied : 'nothing',
  },
  {
    name: `${own}: listens to what others announce`,
    ...who,
    sql: () => ['listen portico', 'select 1 where false'],
    ends: 'nothing',
  },
  {
    name: `${own}: reads how often values occur`,
    ...who,
    sql: () => [`select * from pg_stats_ext where schemaname in ('data', 'portico', 'keys')`],
    ends: 'nothing',
  },
  {
    name: `${own}: reads where sequences stand`,
    ...who,
    sql: () => [`select last_value from pg_sequences where last_value is not null`],
    ends: 'nothing',
  },
  {
    name: `${own}: asks about a stranger’s patient by a record that could be`,
    ...who,
    sql: ({ ben }) => [
      `select f ->> 'patient.location' from portico.prospective_facts('appointment', '{"slot": "${ben}", "location": "${ben}"}') f`,
    ],
    ends: 'nothing',
  },
]

const tried = (who: Who, own: string): readonly Attack[] =>
  [...withinStatements, ...throughFunctions, ...madeAnew].map(([name, text, ends = denied]) => ({
    name: `${own}: ${name}`,
    ...who,
    sql: () => [text],
    ends,
  }))

export const roundabout: readonly Attack[] = [
  ...tried(ada, 'patient'),
  ...stepByStep(ada, 'patient'),
  ...atTheEdges(ada, 'patient'),
  ...tried(finn, 'staff'),
  ...stepByStep(finn, 'staff'),
  ...atTheEdges(finn, 'staff'),
]

import type { Login } from '../../packages/runtime/postgres/logins.ts'

/** What an attacker knows: ids he should not have, names of views, a session of somebody else. */
export type Knowledge = {
  readonly hash: string
  readonly adas: string
  readonly bens: string
  readonly ada: string
  readonly ben: string
  readonly deadline: string
  readonly view: (audience: 'patient' | 'staff' | 'system') => string
  /** A session's MAC as SQL. */
  readonly sessionOf: (email: string) => string
}

/** One try as a stolen login, perhaps inside somebody's own session. It ends in a code, or reaches nothing. */
export type Attack = {
  readonly name: string
  readonly login: Login
  readonly as?: string
  readonly sql: (known: Knowledge) => readonly string[]
  readonly ends: string
}

const denied = '42501'
const nobody = 'PT000'
const ada = { login: 'portico_patient', as: 'ada@example.com' } as const
const finn = { login: 'portico_staff', as: 'finn@maple.example.com' } as const
const nora = { login: 'portico_staff', as: 'nora@maple.example.com' } as const
const priya = { login: 'portico_staff', as: 'priya@maple.example.com' } as const
type Who = Pick<Attack, 'login' | 'as'>

const forged = (claims: object): string =>
  `set local portico.actor = '${'0'.repeat(64)}${JSON.stringify(claims)}'`

const actors: readonly Attack[] = [
  {
    name: 'reads before there is an actor',
    login: 'portico_patient',
    sql: ({ view }) => [`select * from ${view('patient')}.refill`],
    ends: nobody,
  },
  {
    name: 'reads ids of a table before there is an actor',
    login: 'portico_staff',
    sql: () => ['select id from data.refill'],
    ends: nobody,
  },
  {
    name: 'forges the actor',
    login: 'portico_staff',
    sql: ({ view }) => [
      forged({ audience: 'staff', roles: ['provider', 'nurse'] }),
      `select * from ${view('staff')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'changes whom her own actor stands for',
    ...ada,
    sql: ({ view, ada: own, ben }) => [
      `select set_config('portico.actor', replace(current_setting('portico.actor'), '${own}', '${ben}'), true)`,
      `select * from ${view('patient')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'adds a role to his own actor',
    ...finn,
    sql: ({ view }) => [
      `select set_config('portico.actor', replace(current_setting('portico.actor'), '["front-desk"]', '["provider"]'), true)`,
      `select * from ${view('staff')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'seals an actor of her own making',
    ...ada,
    sql: () => [`select portico.seal_actor('{"audience": "staff"}')`],
    ends: denied,
  },
  {
    name: 'asks for the seal',
    ...ada,
    sql: () => [`select portico.actor_binding('{"audience": "staff"}')`],
    ends: denied,
  },
  {
    name: 'asks for a MAC by the database’s key',
    ...ada,
    sql: () => [`select portico.keyed_mac('actor', 'x')`],
    ends: denied,
  },
  {
    name: 'uses a colleague’s session at the patients’ login',
    login: 'portico_patient',
    sql: ({ sessionOf, hash }) => [
      `select portico.begin_actor(${sessionOf('priya@maple.example.com')}, '${hash}')`,
    ],
    ends: 'PT002',
  },
  {
    name: 'uses a patient’s session at the staff login',
    login: 'portico_staff',
    sql: ({ sessionOf, hash }) => [`select portico.begin_actor(${sessionOf('ben@example.com')}, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'uses a patient’s session at the trail’s login',
    login: 'portico_trail',
    sql: ({ sessionOf, hash }) => [`select portico.begin_actor(${sessionOf('ben@example.com')}, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'guesses a session',
    login: 'portico_patient',
    sql: ({ hash }) => [`select portico.begin_actor(sha256('guess'), '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'offers no session at all',
    login: 'portico_patient',
    sql: ({ hash }) => [`select portico.begin_actor(null, '${hash}')`],
    ends: 'PT002',
  },
  {
    name: 'asks for a version that is not live',
    login: 'portico_patient',
    sql: ({ sessionOf }) => [`select portico.begin_actor(${sessionOf('ada@example.com')}, repeat('0', 64))`],
    ends: 'PT001',
  },
  {
    name: 'asks for no version',
    login: 'portico_patient',
    sql: ({ sessionOf }) => [`select portico.begin_actor(${sessionOf('ada@example.com')}, null)`],
    ends: 'PT001',
  },
  ...(['portico_auth', 'portico_worker', 'portico_keys', 'portico_sealer'] as const).map((login) => ({
    name: `begins as a patient from ${login}`,
    login,
    sql: ({ sessionOf, hash }: Knowledge) => [
      `select portico.begin_actor(${sessionOf('ada@example.com')}, '${hash}')`,
    ],
    ends: denied,
  })),
  {
    name: 'begins work as a patient',
    ...ada,
    sql: ({ deadline, hash }) => [`select portico.begin_work('${deadline}', '${hash}')`],
    ends: denied,
  },
  {
    name: 'begins work before it is due, and reads',
    login: 'portico_worker',
    sql: ({ deadline, hash, view }) => [
      `select portico.begin_work('${deadline}', '${hash}')`,
      `select * from ${view('system')}.refill`,
    ],
    ends: nobody,
  },
  {
    name: 'opens a session from the patients’ login',
    ...ada,
    sql: () => [
      `select portico.open_session(sha256('mine'), '50000000-0000-4000-8000-000000000003', 'portal', true, 3600, null, null)`,
    ],
    ends: denied,
  },
  {
    name: 'asks whose session a MAC is',
    ...ada,
    sql: ({ sessionOf }) => [`select portico.session_actor(${sessionOf('ben@example.com')})`],
    ends: denied,
  },
  {
    name: 'asks for a password’s hash',
    ...ada,
    sql: () => [`select * from portico.find_sign_in(sha256('ben@example.com'))`],
    ends: denied,
  },
]

const targets = [
  'portico_staff',
  'portico_reader_patient',
  'portico_reader_staff',
  'portico_definer',
  'portico_owner',
  'portico_publisher',
  'postgres',
]
const stronger: readonly Attack[] = [
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

const columns = [
  '*',
  'medication',
  'patient',
  'refill',
  'xmin',
  '"_via.patient.location"',
  '"_deleted"',
  '"_state"',
]
const around = (who: Who, own: 'patient' | 'staff', others: 'patient' | 'staff'): readonly Attack[] => [
  ...columns.map((column): Attack => ({
    name: `${own}: reads ${column} around the view`,
    ...who,
    sql: () => [`select ${column} from data.refill`],
    ends: denied,
  })),
  {
    name: `${own}: reads the other audience’s view`,
    ...who,
    sql: ({ view }) => [`select * from ${view(others)}.refill`],
    ends: denied,
  },
  {
    name: `${own}: reads the system’s view`,
    ...who,
    sql: ({ view }) => [`select * from ${view('system')}.refill`],
    ends: denied,
  },
  {
    name: `${own}: looks for search tokens`,
    ...who,
    sql: () => ['select "_find.name" from data.patient'],
    ends: denied,
  },
  { name: `${own}: copies a table out`, ...who, sql: () => ['copy data.refill to stdout'], ends: denied },
  {
    name: `${own}: copies a query out`,
    ...who,
    sql: () => ['copy (select medication from data.refill) to stdout'],
    ends: denied,
  },
  {
    name: `${own}: copies a table in`,
    ...who,
    sql: () => ['copy data.refill from stdin'],
    ends: denied,
  },
  {
    name: `${own}: locks a table`,
    ...who,
    sql: () => ['lock table data.refill in access exclusive mode'],
    ends: denied,
  },
  { name: `${own}: empties a table`, ...who, sql: () => ['truncate data.refill'], ends: denied },
  { name: `${own}: deletes records`, ...who, sql: () => ['delete from data.refill'], ends: denied },
  {
    name: `${own}: merges`,
    ...who,
    sql: ({ adas }) => [
      `merge into data.refill r using (select '${adas}'::uuid as id) s on r.id = s.id when matched then delete`,
    ],
    ends: denied,
  },
  ...[
    'secret',
    'account',
    'session',
    'entry',
    'earlier_value',
    'request',
    'contact',
    'delivery',
    'draft',
  ].map((table): Attack => ({
    name: `${own}: reads portico.${table}`,
    ...who,
    sql: () => [`select * from portico.${table}`],
    ends: denied,
  })),
  { name: `${own}: reads keys`, ...who, sql: () => ['select * from keys.data_key'], ends: denied },
  {
    name: `${own}: deletes entries`,
    ...who,
    sql: () => ['delete from portico.entry'],
    ends: denied,
  },
  { name: `${own}: empties the trail`, ...who, sql: () => ['truncate portico.entry'], ends: denied },
]

const foreign: readonly Attack[] = [
  {
    name: 'reads another patient’s refill by its id',
    ...ada,
    sql: ({ view, bens }) => [`select * from ${view('patient')}.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'asks the table for another patient’s refill',
    ...ada,
    sql: ({ bens }) => [`select id from data.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'reads a refill of the other location',
    ...finn,
    sql: ({ view, bens }) => [`select * from ${view('staff')}.refill where id = '${bens}'`],
    ends: 'nothing',
  },
  {
    name: 'filters by a cell that is hidden from him',
    ...finn,
    sql: ({ view }) => [`select id from ${view('staff')}.refill where reason is not null`],
    ends: 'nothing',
  },
  {
    name: 'sorts and groups by a cell that is hidden from him',
    ...finn,
    sql: ({ view }) => [`select reason from ${view('staff')}.refill group by reason order by reason`],
    ends: 'nothing',
  },
  {
    name: 'locks another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select * from portico.lock_request('refill', '${bens}', null)`],
    ends: 'nothing',
  },
  {
    name: 'views another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select * from portico.view_request('refill', '${bens}')`],
    ends: 'nothing',
  },
  {
    name: 'views a request as if it were of another table',
    ...ada,
    sql: ({ bens }) => [`select * from portico.view_request('location', '${bens}')`],
    ends: 'nothing',
  },
  {
    name: 'replays somebody else’s key',
    ...ada,
    sql: () => [`select * from portico.replay_of('00000000-0000-4000-8000-00000000beef')`],
    ends: 'nothing',
  },
  {
    name: 'asks for the facts of a record',
    ...ada,
    sql: ({ bens }) => [`select portico.record_facts('refill', '${bens}')`],
    ends: denied,
  },
  {
    name: 'asks where another patient belongs',
    ...ada,
    sql: ({ ben }) => [
      `select f ->> 'patient.location' from portico.prospective_facts('refill', '{"patient": "${ben}"}') f`,
    ],
    ends: 'nothing',
  },
  {
    name: 'reads the trail without the power to',
    login: 'portico_trail',
    as: 'finn@maple.example.com',
    sql: () => [`select * from portico.trail_read(null, null, '-infinity', null, null, 10)`],
    ends: 'PT004',
  },
  {
    name: 'reads the trail without an actor',
    login: 'portico_trail',
    sql: () => [`select * from portico.trail_read(null, null, '-infinity', null, null, 10)`],
    ends: nobody,
  },
]

const move = (table: string, id: string, from: string, more: object = {}): string =>
  JSON.stringify({
    table,
    request: id,
    workflow: 'refill',
    transition: 'withdraw',
    from,
    to: 'withdrawn',
    version: 1,
    ends: true,
    keeps_deadlines: false,
    deadlines: [],
    effects: [],
    fields: [],
    ...more,
  })

const undeclared: readonly Attack[] = [
  ...[
    ['a step that only a provider takes', { transition: 'approve', to: 'approved' }],
    ['a step to where it does not lead', { to: 'approved' }],
    ['a step that nobody declared', { transition: 'forget' }],
    ['a step that is only the system’s', { transition: 'escalate', to: 'submitted', ends: false }],
    ['no step at all', { transition: null }],
    ['a step that is said not to end what it ends', { ends: false }],
    [
      'a step with a notice that is not its own',
      { effects: [{ id: '00000000-0000-4000-8000-00000000feed', notice: 'refill-late', to: 'queue' }] },
    ],
  ].map(([name, more]): Attack => ({
    name: `moves her own request by ${String(name)}`,
    ...ada,
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted', Object(more))}')`],
    ends: 'PT005',
  })),
  {
    name: 'moves a request by a step of another role',
    ...nora,
    sql: ({ adas }) => [
      `select portico.move_request('${move('refill', adas, 'submitted', { transition: 'withdraw' })}')`,
    ],
    ends: 'PT005',
  },
]
const forgedEntries: readonly Attack[] = [ada, nora].flatMap((who): readonly Attack[] => [
  {
    name: `${who.as}: writes an entry of a fact that is none`,
    ...who,
    sql: ({ bens }) => [
      `select portico.entry_write('publish', null, array['${bens}']::uuid[], null, null, null)`,
    ],
    ends: denied,
  },
  {
    name: `${who.as}: passes a fact off as a read`,
    ...who,
    sql: () => [`select portico.entry_read('publish', null, null, null, null, null)`],
    ends: 'PT005',
  },
  {
    name: `${who.as}: writes an entry of a refusal`,
    ...who,
    sql: () => [`select portico.entry_refusal(null, 'sign-in', 'x', null, null, null, null, null, null)`],
    ends: denied,
  },
  {
    name: `${who.as}: reads the whole portal`,
    ...who,
    sql: () => ['select body from portico.version'],
    ends: denied,
  },
])
const unreadable: Attack = {
  name: 'writes an entry that nobody can read back',
  login: 'portico_auth',
  sql: () => [`select portico.entry_refusal(null, 'dance', 'x', null, null, null, null, null, null)`],
  ends: '23514',
}

const own = [
  'id',
  '_state',
  '_queue',
  '_assignee',
  '_due',
  '_version',
  '_pinned',
  '_deleted',
  '_created',
  '_via.patient.location',
]

const writes: readonly Attack[] = [
  ...own.map((column): Attack => ({
    name: `changes ${column} directly`,
    ...nora,
    sql: () => [`update data.refill set "${column}" = default`],
    ends: denied,
  })),
  ...['_state', '_pinned', '_created', '_via.patient.location', '_key.location'].map((column): Attack => ({
    name: `creates a record with ${column} given`,
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient, "${column}") values (gen_random_uuid(), '${own_}', default)`,
    ],
    ends: column === '_key.location' ? '42703' : denied,
  })),
  {
    name: 'gives a refill to another patient',
    ...nora,
    sql: ({ adas, ben }) => [`update data.refill set patient = '${ben}' where id = '${adas}'`],
    ends: denied,
  },
  {
    name: 'writes a cell only another role of his audience may',
    ...nora,
    sql: ({ adas }) => [`update data.refill set decision_note = '\\x00' where id = '${adas}'`],
    ends: 'PT005',
  },
  {
    name: 'writes two cells of which he may write one',
    ...priya,
    sql: ({ adas }) => [
      `update data.refill set decision_note = '\\x00', pharmacy = '\\x00' where id = '${adas}'`,
    ],
    ends: 'PT005',
  },
  {
    name: 'writes without any permission to change',
    ...finn,
    sql: ({ adas }) => [`update data.refill set pharmacy = '\\x00' where id = '${adas}'`],
    ends: 'nothing',
  },
  {
    name: 'writes every record he cannot name',
    ...finn,
    sql: () => [`update data.refill set pharmacy = '\\x00'`],
    ends: 'nothing',
  },
  {
    name: 'copies a hidden cell into one he may write',
    ...nora,
    sql: () => ['update data.refill set pharmacy = decision_note'],
    ends: denied,
  },
  {
    name: 'asks a change for what it changed',
    ...nora,
    sql: ({ adas }) => [
      `update data.refill set pharmacy = '\\x00' where id = '${adas}' returning medication`,
    ],
    ends: denied,
  },
  {
    name: 'asks a creation for what it created',
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient) values (gen_random_uuid(), '${own_}') returning decision_note`,
    ],
    ends: denied,
  },
  {
    name: 'changes where a hidden cell says something',
    ...nora,
    sql: () => [`update data.refill set pharmacy = '\\x00' where decision_note is not null`],
    ends: denied,
  },
  {
    name: 'creates a refill for another patient',
    ...ada,
    sql: ({ ben }) => [`insert into data.refill (id, patient) values (gen_random_uuid(), '${ben}')`],
    ends: 'PT005',
  },
  {
    name: 'creates a refill for nobody',
    ...ada,
    sql: () => ['insert into data.refill (id) values (gen_random_uuid())'],
    ends: denied,
  },
  {
    name: 'creates a refill for a patient of the other location',
    ...finn,
    sql: ({ ben }) => [`insert into data.refill (id, patient) values (gen_random_uuid(), '${ben}')`],
    ends: 'PT005',
  },
  {
    name: 'creates a refill with a decision in it',
    ...ada,
    sql: ({ ada: own_ }) => [
      `insert into data.refill (id, patient, decision_note) values (gen_random_uuid(), '${own_}', '\\x00')`,
    ],
    ends: denied,
  },
  {
    name: 'creates somebody’s record over again',
    ...finn,
    sql: ({ bens, ada: patient }) => [
      `insert into data.refill (id, patient) values ('${bens}', '${patient}') on conflict (id) do update set pharmacy = '\\x00'`,
    ],
    ends: denied,
  },
  {
    name: 'creates over another’s id and looks what is there',
    ...ada,
    sql: ({ bens, ada: own_ }) => [
      `insert into data.refill (id, patient) values ('${bens}', '${own_}') on conflict (id) do nothing returning id`,
    ],
    ends: 'nothing',
  },
  {
    name: 'moves another patient’s request',
    ...ada,
    sql: ({ bens }) => [`select portico.move_request('${move('refill', bens, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'moves a request of the other location',
    login: 'portico_staff',
    as: 'wanda@maple.example.com',
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'moves a request from where it is not',
    ...ada,
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'approved')}')`],
    ends: 'PT006',
  },
  {
    name: 'moves a request as nobody',
    login: 'portico_worker',
    sql: ({ adas }) => [`select portico.move_request('${move('refill', adas, 'submitted')}')`],
    ends: nobody,
  },
  {
    name: 'opens a request on somebody else’s record',
    ...ada,
    sql: ({ bens }) => [`select portico.open_request('${move('refill', bens, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'opens a request anew on her own record',
    ...ada,
    sql: ({ adas }) => [`select portico.open_request('${move('refill', adas, 'submitted')}')`],
    ends: 'PT005',
  },
  {
    name: 'opens a request on a table that is not there',
    ...ada,
    sql: ({ adas }) => [`select portico.open_request('${move('no such table', adas, 'submitted')}')`],
    ends: '42P01',
  },
]

const logins: readonly Login[] = [
  'portico_auth',
  'portico_worker',
  'portico_trail',
  'portico_sealer',
  'portico_keys',
]
const duties: readonly Attack[] = logins.flatMap((login): readonly Attack[] => [
  { name: `${login} reads records`, login, sql: () => ['select id from data.refill'], ends: denied },
  {
    name: `${login} reads the patients’ view`,
    login,
    sql: ({ view }) => [`select * from ${view('patient')}.refill`],
    ends: denied,
  },
  {
    name: `${login} reads the staff’s view`,
    login,
    sql: ({ view }) => [`select * from ${view('staff')}.patient`],
    ends: denied,
  },
  { name: `${login} reads accounts`, login, sql: () => ['select * from portico.account'], ends: denied },
  { name: `${login} reads contacts`, login, sql: () => ['select * from portico.contact'], ends: denied },
  { name: `${login} reads the secret`, login, sql: () => ['select * from portico.secret'], ends: denied },
  { name: `${login} deletes entries`, login, sql: () => ['delete from portico.entry'], ends: denied },
  {
    name: `${login} changes entries`,
    login,
    sql: () => [`update portico.entry set detail = ''`],
    ends: denied,
  },
  {
    name: `${login} writes an entry by hand`,
    login,
    sql: () => [
      `insert into portico.entry (at, verb, outcome, audience, roles, version, records, patients, fields, mac) values (now(), 'list', 'done', 'staff', '{}', 1, '{}', '{}', '{}', '\\x00')`,
    ],
    ends: denied,
  },
  {
    name: `${login} takes leaves from the tree`,
    login,
    sql: () => ['delete from portico.leaf'],
    ends: denied,
  },
  { name: `${login} destroys keys`, login, sql: () => ['delete from keys.data_key'], ends: denied },
  {
    name: `${login} marks keys destroyed`,
    login,
    sql: () => ['update keys.data_key set destroyed_at = now()'],
    ends: denied,
  },
  {
    name: `${login} changes what is live`,
    login,
    sql: () => [`update portico.live set hash = repeat('0', 64)`],
    ends: denied,
  },
  {
    name: `${login} shifts the clock`,
    login,
    sql: () => [`update portico.setting set value = '86400' where name = 'clock_offset_seconds'`],
    ends: denied,
  },
])

export const attacks: readonly Attack[] = [
  ...actors,
  ...stronger,
  ...around(ada, 'patient', 'staff'),
  ...around(finn, 'staff', 'patient'),
  ...foreign,
  ...writes,
  ...undeclared,
  ...forgedEntries,
  unreadable,
  ...duties,
]

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logins } from '../../packages/runtime/postgres/logins.ts'
import { Maple } from './maple.ts'

let maple: Maple
beforeAll(async () => {
  maple = await Maple.open()
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

/** What the catalogue says, one line each. */
const lines = async (text: string, values: readonly unknown[] = []): Promise<readonly string[]> => {
  const { rows } = await maple.environment.superuser.query<{ line: string }>(text, [...values])
  return rows.map(({ line }) => line)
}

const audienceLogins = ['portico_patient', 'portico_staff'] as const

describe('the catalogue of the database', () => {
  test('every declared table has forced row security, and policies for each audience', async () => {
    const tables = await lines(
      `select relname as line from pg_class where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')`,
    )
    expect(tables.length).toBeGreaterThan(3)
    const open = `select relname as line from pg_class c where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')
      and not (relrowsecurity and relforcerowsecurity)`
    expect(await lines(open)).toEqual([])
    const verbs = `select c.relname || ' ' || a || ' ' || v as line from pg_class c, unnest(array['patient', 'staff']) a, unnest(array['r', 'a', 'w']) v
      where c.relnamespace = 'data'::regnamespace and c.relkind in ('r', 'p') and not exists (
        select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd::text = v and ('portico_' || a)::regrole = any (p.polroles))`
    expect(await lines(verbs)).toEqual([])
  })

  test('every policy is for named roles: none for everybody, and only functions of ours pass unasked', async () => {
    expect(await lines('select polname as line from pg_policy where 0 = any (polroles)')).toEqual([])
    const unasked = `select distinct tablename || ' ' || roles::text as line from pg_policies where schemaname = 'data' and 'true' in (qual, with_check)
      and roles <> '{portico_definer}'`
    expect(await lines(unasked)).toEqual([])
  })

  test('no policy reads a table: not its own, and no other', async () => {
    const subqueries = `select tablename || ': ' || policyname as line from pg_policies
      where coalesce(qual, '') || coalesce(with_check, '') ~* '\\mfrom\\M'`
    expect(await lines(subqueries)).toEqual([])
    const depends = `select p.polname || ' on ' || d.refobjid::regclass as line from pg_policy p
      join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass
      where d.refobjid <> p.polrelid`
    expect(await lines(depends)).toEqual([])
  })

  test('no view is a security barrier, none runs with its reader’s rights, and each belongs to a reader', async () => {
    const options = `select relname as line from pg_class where relkind = 'v' and relnamespace::regnamespace::text ~ '^p_[0-9a-f]{12}_' and reloptions::text ~ 'security_(barrier|invoker)=(true|on|1)'`
    expect(await lines(options)).toEqual([])
    const owners = `select schemaname || ' ' || viewowner as line from pg_views where schemaname ~ '^p_[0-9a-f]{12}_'
      and viewowner <> 'portico_reader_' || split_part(schemaname, '_', 3)`
    expect(await lines(owners)).toEqual([])
  })

  test('every function of ours has its search path pinned, with temporary names last', async () => {
    const loose = `select p.oid::regprocedure::text as line from pg_proc p
      where p.pronamespace in ('portico'::regnamespace, 'data'::regnamespace)
        and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)`
    expect(await lines(loose)).toEqual([])
  })

  test('a function that lends its rights belongs to somebody who can sign in to nothing, and can do nothing more', async () => {
    const lending = `select p.oid::regprocedure::text || ' ' || r.rolname as line from pg_proc p join pg_roles r on r.oid = p.proowner
      where p.prosecdef and p.pronamespace in ('portico'::regnamespace, 'data'::regnamespace)
        and (r.rolcanlogin or r.rolsuper or r.rolbypassrls or r.rolcreaterole)`
    expect(await lines(lending)).toEqual([])
  })

  test('nobody and everybody may execute nothing, use no schema and connect to no database', async () => {
    const functions = `select p.oid::regprocedure::text as line from pg_proc p
      where p.pronamespace in ('portico'::regnamespace, 'data'::regnamespace)
        and exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0)`
    expect(await lines(functions)).toEqual([])
    const relations = `select c.oid::regclass::text as line from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 0 and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`
    expect(await lines(relations)).toEqual([])
    const schemas = `select nspname::text as line from pg_namespace n, aclexplode(n.nspacl) a
      where a.grantee = 0 and nspname !~ '^(pg_|information_schema|probe)'`
    expect(await lines(schemas)).toEqual([])
    const databases = `select privilege_type as line from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba)))
      where d.datname = current_database() and grantee = 0`
    expect(await lines(databases)).toEqual([])
  })

  test('no login is a superuser, passes row security by, makes roles or databases, or is a member of anything', async () => {
    const able = `select rolname as line from pg_roles where rolname like 'portico\\_%'
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`
    expect(await lines(able)).toEqual([])
    const holders = `select rolname::text as line from pg_roles where rolname like 'portico\\_%' and not rolcanlogin order by 1`
    expect(await lines(holders)).toHaveLength(5)
    const members = `select member::regrole::text as line from pg_auth_members where member::regrole::text like 'portico\\_%' and member <> 'portico_publisher'::regrole`
    expect(await lines(members)).toEqual([])
  })

  test('every copied column, and every column that tells whose a record is, leads an index', async () => {
    const copied = `select c.relname || '.' || a.attname as line from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and a.attname like '\\_via.%' and not exists (
        select 1 from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indisvalid)`
    expect(await lines(copied)).toEqual([])
    const references = `select c.conrelid::regclass || ': ' || c.conname as line from pg_constraint c
      where c.contype = 'f' and c.connamespace = 'data'::regnamespace and not exists (
        select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = any (c.conkey) and i.indisvalid)`
    expect(await lines(references)).toEqual([])
    const unproven = `select conname as line from pg_constraint where connamespace = 'data'::regnamespace and not convalidated`
    expect(await lines(unproven)).toEqual([])
  })

  test.each(logins.filter((login) => login !== 'portico_publisher'))(
    '%s holds on Portico’s own tables no more than its duty needs',
    async (login) => {
      const held = await lines(
        `select n.nspname || '.' || c.relname || ' ' || string_agg(p, ',' order by p) as line
         from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
         where n.nspname in ('portico', 'keys', 'public') and c.relkind in ('r', 'p', 'v') and has_table_privilege($1, c.oid, p)
         group by 1, n.nspname, c.relname order by 1`.replace('group by 1, ', 'group by '),
        [login],
      )
      const duty: Readonly<Record<string, readonly string[]>> = {
        portico_auth: [
          'portico.live SELECT',
          'portico.sign_in_tries DELETE,INSERT,SELECT,UPDATE',
          'portico.version SELECT',
        ],
        portico_keys: ['keys.data_key INSERT,SELECT'],
        portico_sealer: [
          'portico.checkpoint INSERT,SELECT',
          'portico.entry SELECT',
          'portico.leaf INSERT,SELECT',
        ],
      }
      expect(held).toEqual((duty[login] ?? []).toSorted())
    },
  )

  test.each(audienceLogins)(
    '%s holds on declared tables single columns of writing, and reads ids',
    async (login) => {
      const whole = await lines(
        `select c.relname || ' ' || p as line from pg_class c, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
       where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and has_table_privilege($1, c.oid, p)`,
        [login],
      )
      expect(whole).toEqual([])
      const read = await lines(
        `select distinct a.attname::text as line from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and a.attnum > 0 and has_column_privilege($1, c.oid, a.attnum, 'SELECT')`,
        [login],
      )
      expect(read).toEqual(['id'])
      const own = await lines(
        `select c.relname || '.' || a.attname as line from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'data'::regnamespace and c.relkind = 'r' and a.attnum > 0
         and (a.attname like '\\_%' and a.attname not like '\\_find.%' and has_column_privilege($1, c.oid, a.attnum, 'INSERT, UPDATE')
           or a.attname = 'id' and has_column_privilege($1, c.oid, a.attnum, 'UPDATE'))`,
        [login],
      )
      expect(own).toEqual([])
    },
  )

  test('each audience’s views are its own login’s, and nobody else’s', async () => {
    const held = await lines(
      `select distinct split_part(n.nspname, '_', 3) || ' ' || g.grantee::regrole || ' ' || g.privilege_type as line
       from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
       where n.nspname ~ '^p_[0-9a-f]{12}_' and g.grantee <> c.relowner order by 1`,
    )
    expect(held).toEqual([
      'patient portico_definer SELECT',
      'patient portico_patient SELECT',
      'staff portico_definer SELECT',
      'staff portico_staff SELECT',
      'system portico_definer SELECT',
      'system portico_worker SELECT',
    ])
  })

  test('the functions that say who acts, and those that read without asking, are no login’s', async () => {
    const inner = [
      'seal_actor',
      'actor_binding',
      'keyed_mac',
      'append_entry',
      'record_facts',
      'person_facts',
      'is_visible',
      'write_move',
      'entry_is_ours',
    ]
    const callable = await lines(
      `select p.proname || ' ' || l as line from pg_proc p, unnest($1::text[]) l
       where p.pronamespace = 'portico'::regnamespace and p.proname = any ($2) and has_function_privilege(l, p.oid, 'EXECUTE') order by 1`,
      [logins.filter((login) => login !== 'portico_publisher'), inner],
    )
    expect(callable).toEqual(['entry_is_ours portico_sealer'])
  })

  test('what an audience’s login may call is this list, and nothing else', async () => {
    const called = (login: string) =>
      lines(
        `select p.proname::text as line from pg_proc p
         where p.pronamespace in ('portico'::regnamespace, 'data'::regnamespace) and has_function_privilege($1, p.oid, 'EXECUTE') order by 1`,
        [login],
      )
    const reading = [
      'actor',
      'actor_fact',
      'actor_me',
      'actor_patient',
      'actor_request',
      'actor_roles',
      'attachments_on',
      'begin_actor',
      'day_of',
      'entry_read',
      'is_taken',
      'open_attachment',
      'open_own_attachment',
      'own_attachments',
      'portico_now',
      'prospective_facts',
      'today',
      'view_request',
    ]
    const writing = [
      'answers_drop',
      'answers_keep',
      'answers_load',
      'attachment_arrived',
      'attachment_patient',
      'begin_attachment',
      'drop_attachment',
      'keep_attachments',
      'lock_request',
      'move_request',
      'open_request',
      'replay_of',
    ]
    const own = {
      portico_patient: ['end_proxy', 'proxies'],
      portico_staff: [
        'account_of',
        'change_role_of',
        'close_account',
        'colleagues_of',
        'end_proxy',
        'facts_to_export',
        'grant_proxy',
        'open_account',
        'patient_facts',
        'reassign_request',
        'renew_invitation',
        'staff_accounts',
        'undelivered_handled',
        'undelivered_seen',
        'write_export',
      ],
    }
    for (const login of audienceLogins)
      expect(await called(login)).toEqual([...reading, ...writing, ...own[login]].toSorted())
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logins } from '../../packages/runtime/postgres/logins.ts'
import { lints } from './lints.ts'
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
  test('has declared tables, and holders who sign in to nothing', async () => {
    const tables = await lines(
      `select relname as line from pg_class where relnamespace = 'data'::regnamespace and relkind in ('r', 'p')`,
    )
    expect(tables.length).toBeGreaterThan(3)
    const holders = `select rolname::text as line from pg_roles where rolname like 'portico\\_%' and not rolcanlogin order by 1`
    expect(await lines(holders)).toHaveLength(5)
  })

  test.each(lints)('holds nowhere $name', async ({ finds }) => {
    expect(await lines(finds)).toEqual([])
  })

  test.each(lints)('would be found out to hold $name', async ({ finds, planted }) => {
    await maple.environment.superuser.query('begin')
    try {
      await maple.environment.superuser.query(planted)
      expect(await lines(finds)).not.toEqual([])
    } finally {
      await maple.environment.superuser.query('rollback')
    }
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
        portico_keys: ['keys.data_key INSERT,SELECT', 'keys.epoch SELECT', 'keys.practice_key SELECT'],
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
      'append_entry_at',
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
      'await_publishing',
      'begin_actor',
      'day_of',
      'earlier_attachments',
      'earlier_of',
      'entry_read',
      'is_taken',
      'open_attachment',
      'open_earlier_attachment',
      'open_own_attachment',
      'own_attachments',
      'portico_now',
      'prospective_facts',
      'read_earlier',
      'table_of_request',
      'today',
      'view_request',
    ]
    const writing = [
      'answers_keep',
      'answers_load',
      'attachment_arrived',
      'attachment_patient',
      'begin_attachment',
      'drop_attachment',
      'keep_attachments',
      'lock_request',
      'mail_language',
      'move_request',
      'replay_of',
      'set_mail_language',
      'value_put_back',
    ]
    const own = {
      portico_patient: ['end_proxy', 'proxies'],
      portico_staff: [
        'account_of',
        'account_to_act',
        'ask_shredding',
        'change_role_of',
        'close_account',
        'colleagues_of',
        'confirm_shredding',
        'end_proxy',
        'facts_to_export',
        'grant_proxy',
        'hold_patient',
        'mail_language_of',
        'open_account',
        'patient_facts',
        'reassign_request',
        'renew_invitation',
        'shreddings',
        'shreddings_of',
        'staff_accounts',
        'standing_proxies',
        'undelivered_handled',
        'undelivered_seen',
        'withdraw_shredding',
        'write_export',
      ],
    }
    for (const login of audienceLogins)
      expect(await called(login)).toEqual([...reading, ...writing, ...own[login]].toSorted())
  })
})

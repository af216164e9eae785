import { randomUUID } from 'node:crypto'
import { DatabaseError, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../person.ts'
import { ada, ben, Maple } from './maple.ts'

let maple: Maple
beforeAll(async () => {
  maple = await Maple.open()
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

const codeOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'granted'
  } catch (fault) {
    if (fault instanceof DatabaseError) return fault.code ?? ''
    throw fault
  }
}

const begin = (client: PoolClient, email: string): Promise<unknown> =>
  client.query('select portico.begin_actor($1, $2)', [maple.sessionOf(email), maple.hash])

const acting = <T>(email: string, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  maple.environment.acting(email.includes('maple') ? 'staff' : 'patient', maple.sessionOf(email), work)

const idsIn = async (client: PoolClient, text: string): Promise<readonly string[]> =>
  (await client.query<{ id: string }>(text)).rows.map(({ id }) => id)

const superuser = (text: string, values: readonly unknown[] = []) =>
  maple.environment.superuser.query<Record<string, unknown>>(text, [...values])

type Sealed = { readonly actor: string; readonly seal: string }
const sealed = `select current_setting('portico.actor') as actor, current_setting('portico.seal') as seal`
const resealed = `select set_config('portico.actor', $1, true), set_config('portico.seal', $2, true)`

test('a seal taken from another connection opens nothing', async () => {
  await acting('finn@maple.example.com', async (finn) => {
    const { rows } = await finn.query<Sealed>(sealed)
    await maple.environment.undone('portico_staff', async (thief) => {
      await thief.query(resealed, [rows[0]?.actor, rows[0]?.seal])
      expect(await codeOf(thief.query(`select * from ${maple.view('staff')}.refill`))).toBe('PT000')
    })
  })
})

test('a seal kept from an earlier transaction of the same connection opens nothing', async () => {
  await maple.environment.undone('portico_patient', async (client) => {
    await begin(client, 'ben@example.com')
    const { rows } = await client.query<Sealed>(sealed)
    await client.query('commit; begin')
    await client.query(resealed, [rows[0]?.actor, rows[0]?.seal])
    expect(await codeOf(client.query(`select * from ${maple.view('patient')}.refill`))).toBe('PT000')
  })
})

test('a seal is bound to the moment, however the session writes times', async () => {
  const seal = async (zone: string, style: string): Promise<unknown> => {
    await superuser(`select set_config('timezone', $1, true), set_config('datestyle', $2, true)`, [
      zone,
      style,
    ])
    return (await superuser(`select portico.actor_binding('{}') as seal`)).rows[0]?.['seal']
  }
  await superuser('begin')
  try {
    expect(await seal('<X>5', 'SQL, MDY')).toBe(await seal('<X>6', 'ISO, DMY'))
  } finally {
    await superuser('rollback')
  }
})

test('the next transaction of a connection begins as nobody', async () => {
  const client = await maple.environment.database.pool('portico_patient').connect()
  await client.query('begin')
  await begin(client, 'ada@example.com')
  await client.query('commit')
  expect(await codeOf(client.query(`select * from ${maple.view('patient')}.refill`))).toBe('PT000')
  client.release()
})

test('a statement that was prepared for one actor reads for the next one what is hers', async () => {
  const client = await maple.environment.database.pool('portico_patient').connect()
  await client.query(`set plan_cache_mode = force_generic_plan`)
  await client.query(`prepare hers as select id from ${maple.view('patient')}.refill`)
  for (let turn = 0; turn < 8; turn++) {
    const [email, id] =
      turn % 2 === 0 ? (['ada@example.com', maple.adas] as const) : (['ben@example.com', maple.bens] as const)
    await client.query('begin')
    await begin(client, email)
    expect(await idsIn(client, 'execute hers')).toEqual([id])
    await client.query('rollback')
  }
  client.release(true)
})

const heard = async (email: string, text: string): Promise<string> =>
  acting(email, async (client) => {
    const said: string[] = []
    const listen = ({ message }: { readonly message?: string | undefined }) => said.push(message ?? '')
    client.on('notice', listen)
    await client.query(text).catch((fault: unknown) => {
      if (!(fault instanceof DatabaseError)) throw fault
      said.push(fault.message, fault.detail ?? '', fault.where ?? '')
    })
    client.off('notice', listen)
    return said.join('\n')
  })

test('a function that tells what it sees sees no record and no cell that is withheld', async () => {
  await superuser(
    `create function probe.tell(told text) returns boolean language plpgsql cost 0.0000001 as
     $$ begin raise notice '%', told; return true; end $$`,
  )
  const { rows } = await superuser(
    `select encode(medication, 'hex') as bens, (select encode(reason, 'hex') from data.refill where id = $2) as reason
     from data.refill where id = $1`,
    [maple.bens, maple.adas],
  )
  const own = await heard(
    'ada@example.com',
    `select id from ${maple.view('patient')}.refill r where probe.tell(r::text)`,
  )
  expect(own).toContain(maple.adas)
  expect(own).not.toContain(maple.bens)
  const finns = await heard(
    'finn@maple.example.com',
    `select id from ${maple.view('staff')}.refill r where probe.tell(r::text) and probe.tell(encode(reason, 'hex'))`,
  )
  expect(finns).toContain(maple.adas)
  expect(finns).not.toContain(String(rows[0]?.['reason']))
  expect(finns).not.toContain(String(rows[0]?.['bens']))
  const ids = await heard('ada@example.com', 'select id from data.refill where probe.tell(id::text)')
  expect(ids).not.toContain(maple.bens)
})

test('a cast that complains about a value has seen only values of its own', async () => {
  const complaint = await heard(
    'ada@example.com',
    `select id from ${maple.view('patient')}.refill where "patient"::text::int > 0`,
  )
  expect(complaint).toContain(ada)
  expect(complaint).not.toContain(ben)
})

test('a plan shows no value of a withheld record', async () => {
  await superuser('analyze data.patient, data.refill')
  await acting('ada@example.com', async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(
      `explain (analyze, verbose, settings, format json) select * from ${maple.view('patient')}.refill where "patient" <> '${ada}'`,
    )
    expect(JSON.stringify(rows)).not.toContain(ben)
    expect(JSON.stringify(rows)).not.toContain(maple.bens)
  })
})

test('a patient who is not hers and one who does not exist are refused in the same words', async () => {
  const words = (patient: string) =>
    heard('ada@example.com', `insert into data.refill (id, patient) values ('${randomUUID()}', '${patient}')`)
  const foreign = await words(ben)
  expect(foreign).not.toBe('')
  expect(await words(randomUUID())).toBe(foreign)
})

test('clearing the actor from within a change does not take the changer’s name off what was kept', async () => {
  await acting('nora@maple.example.com', async (client) => {
    const text = `update data.refill set pharmacy = '\\x00' where id = '${maple.adas}' returning set_config('portico.actor', '', true)`
    expect(await codeOf(client.query(text))).toBe('PT000')
  })
})

test('answers are loaded by the account that keeps them and by no other', async () => {
  const ben_ = await maple.practice.as('ben@example.com')
  await ben_.api.answers.keep.mutate({ form: 'refill', typed: { medication: 'Metformin' } })
  await acting('ben@example.com', async (client) => {
    expect((await client.query(`select * from portico.answers_load('refill')`)).rowCount).toBe(1)
  })
  await acting('ada@example.com', async (client) => {
    expect((await client.query(`select * from portico.answers_load('refill')`)).rowCount).toBe(0)
  })
})

test('work that was begun reaches its own request and no other', async () => {
  const { rows } = await superuser(
    `update portico.deadline set at = '-infinity' where request = any ($1) and kind = 'due' returning id, request`,
    [[maple.adas, maple.bens]],
  )
  const [adas, bens] = [maple.adas, maple.bens].map(
    (id) => rows.find(({ request }) => request === id)?.['id'],
  )
  await maple.environment.undone('portico_worker', async (client) => {
    await client.query('select portico.begin_work($1, $2)', [adas, maple.hash])
    expect(await idsIn(client, `select id from ${maple.view('system')}.refill`)).toEqual([maple.adas])
    const locked = await client.query(`select * from portico.lock_request('refill', $1, null)`, [maple.bens])
    expect(locked.rowCount).toBe(0)
    expect((await client.query('select * from portico.take_deadline($1)', [bens])).rowCount).toBe(0)
    const move = { table: 'refill', request: maple.bens, from: 'submitted', to: 'escalated', version: 1 }
    expect(await codeOf(client.query('select portico.move_request($1)', [JSON.stringify(move)]))).toBe(
      'PT005',
    )
  })
})

const overs = [
  ['was ended', 'ended_at = now()'],
  ['was idle too long', `last_seen = now() - interval '1 day'`],
  ['is too old', 'absolute_until = now()'],
] as const
test.each(overs)('R53 a session that %s begins nothing', async (_, change) => {
  const mac = await maple.environment.openSession(await maple.environment.accountOf('ada@example.com'))
  await superuser(`update portico.session set ${change} where mac = $1`, [mac])
  expect(await codeOf(maple.environment.acting('patient', mac, () => Promise.resolve()))).toBe('PT002')
})

test('R53 an account that was closed begins nothing, and staff begin nothing without a second factor', async () => {
  const mei = await maple.environment.accountOf('mei@example.com')
  const mac = await maple.environment.openSession(mei)
  await superuser('update portico.account set disabled_at = now() where id = $1', [mei])
  expect(await codeOf(maple.environment.acting('patient', mac, () => Promise.resolve()))).toBe('PT002')
  const dana = await maple.environment.openSession(
    await maple.environment.accountOf('dana@maple.example.com'),
  )
  await superuser('update portico.session set second_factor = false where mac = $1', [dana])
  expect(await codeOf(maple.environment.acting('staff', dana, () => Promise.resolve()))).toBe('PT003')
})

test('R53 the row of a session, stolen from the database, is no session', async () => {
  const email = 'ada@example.com'
  const { cookie } = await maple.practice.as(email)
  const mac = maple.sessionOf(email)
  for (const token of [mac.toString('hex'), mac.toString('base64url')]) {
    const thief = maple.practice.stranger()
    thief.cookie = `${cookie.split('=')[0] ?? ''}=p.${token}`
    const call = thief.api.records.list.query({ table: 'refill' })
    expect(await refusalOf(call)).toEqual({ code: 'not-signed-in' })
  }
})

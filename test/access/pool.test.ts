import { Pool } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '@portico/engine/testing/random'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { passwordOf } from '../../packages/runtime/postgres/logins.ts'
import { servers } from '../servers.ts'
import { loginOf } from './environment.ts'
import { Maple } from './maple.ts'

const seed = Number(process.env['SEED'] ?? 20261122)
/** Every read is a switch: whose turn it is on a connection is chance. */
const switches = Number(process.env['SWITCHES'] ?? 10_000)
const reads = switches / 2
const connections = 3
const atOnce = 24

let maple: Maple
beforeAll(async () => {
  maple = await Maple.open()
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

const smallPool = (audience: 'patient' | 'staff'): Pool => {
  const login = loginOf(audience)
  const url = new URL(maple.practice.databaseUrl)
  url.username = login
  url.password = passwordOf(login, localFile(servers().keyFile).logins)
  return new Pool({ connectionString: url.href, max: connections })
}

type Reader = { readonly email: string; readonly sees: readonly string[] }

/** As the runtime reads: one statement, which is a transaction of its own. */
const inOneStatement = async (
  pool: Pool,
  audience: 'patient' | 'staff',
  email: string,
): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ id: string }>(
    `with a as materialized (select portico.begin_actor($1, $2) as account)
     select v.id from a cross join lateral (select id from ${maple.view(audience)}.refill where a.account is not null) v`,
    [maple.sessionOf(email), maple.hash],
  )
  return rows.map(({ id }) => id)
}

/** As commands do: several statements in one transaction, on a connection that is given back. */
const inOneTransaction = async (
  pool: Pool,
  audience: 'patient' | 'staff',
  email: string,
): Promise<readonly string[]> => {
  const client = await pool.connect()
  await client.query('begin')
  await client.query('select portico.begin_actor($1, $2)', [maple.sessionOf(email), maple.hash])
  const { rows } = await client.query<{ id: string }>(`select id from ${maple.view(audience)}.refill`)
  await client.query('commit')
  client.release()
  return rows.map(({ id }) => id)
}

const readAll = async (audience: 'patient' | 'staff', readers: readonly Reader[]): Promise<number> => {
  const pool = smallPool(audience)
  const random = randomFrom(seed)
  let begun = 0
  let wrong = 0
  const reading = async (): Promise<void> => {
    while (begun++ < reads) {
      const { email, sees } = random.pick(readers)
      const read = random.chance(0.8) ? inOneStatement : inOneTransaction
      const seen = await read(pool, audience, email)
      if (JSON.stringify(seen.toSorted()) !== JSON.stringify(sees.toSorted())) wrong++
    }
  }
  const begunAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, reading))
  console.log(JSON.stringify({ audience, reads, wrong, seconds: (performance.now() - begunAt) / 1000 }))
  await pool.end()
  return wrong
}

test(`R8 ${reads} reads by two patients in turn over ${connections} connections show nobody another’s refill (SEED=${seed})`, async () => {
  const readers = [
    { email: 'ada@example.com', sees: [maple.adas] },
    { email: 'ben@example.com', sees: [maple.bens] },
  ]
  expect(await readAll('patient', readers)).toBe(0)
})

test(`R10 ${reads} reads by staff of two places and of both over ${connections} connections mix nothing up (SEED=${seed})`, async () => {
  const readers = [
    { email: 'finn@maple.example.com', sees: [maple.adas] },
    { email: 'wanda@maple.example.com', sees: [maple.bens] },
    { email: 'nora@maple.example.com', sees: [maple.adas, maple.bens] },
  ]
  expect(await readAll('staff', readers)).toBe(0)
})

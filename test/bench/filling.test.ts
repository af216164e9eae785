import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { editSchema } from '@portico/engine/portal/edit'
import { fieldOfKind } from '@portico/engine/portal/change-kind'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { seal } from '../../packages/runtime/keys/sealed-value.ts'
import { openDatabase } from '../../packages/runtime/postgres/database.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import { Practice } from '../practice.ts'
import { startRefill } from '../refill.ts'
import { servers } from '../servers.ts'
import { quantile } from './load.ts'

const records = Number(process.env['RECORDS'] ?? 10_000)
const patientCount = 1000
const batch = 1000
const readEveryMs = 50
const writeEveryMs = 200
const beforeMs = 10_000

let practice: Practice
let watching: Client
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  watching = new Client({ connectionString: practice.databaseUrl })
  await watching.connect()
  await practice.superuser(fill)
}, 300_000)
afterAll(async () => {
  await watching.end()
  await practice[Symbol.asyncDispose]()
})

/** Refills that are over, each with a sealed dose: loaded, so that no trigger takes it for somebody's step. */
async function fill(client: Client): Promise<void> {
  const { logins } = localFile(servers().keyFile)
  const database = openDatabase(practice.databaseUrl, logins)
  const ring = openKeyRing(localFile(servers().keyFile), openKeyStore(database.pool('portico_keys')))
  await client.query('set session_replication_role = replica')
  const patients = Array.from({ length: patientCount }, () => randomUUID())
  await client.query(
    'insert into data.patient (id, location) select id, (select location from data.patient where location is not null limit 1) from unnest($1::uuid[]) id',
    [patients],
  )
  for (let done = 0; done < records; done += batch) {
    const rows = await Promise.all(
      Array.from({ length: Math.min(batch, records - done) }, async (_, at) => {
        const [id, patient] = [randomUUID(), patients[(done + at) % patientCount] ?? '']
        const place = { table: 'refill', field: 'dose', record: id }
        return {
          id,
          patient,
          dose: seal(`${String(at)} mg`, place, await ring.keyFor(patient)).toString('hex'),
        }
      }),
    )
    const given = [JSON.stringify(rows)]
    const from =
      'from jsonb_to_recordset($1::jsonb) v (id uuid, patient uuid, dose text) cross join portico.live l'
    await client.query(
      `insert into data.refill (id, patient, "_via.patient.location", dose, "_state", "_version", "_pinned", "_created")
       select v.id, v.patient, (select p.location from data.patient p where p.id = v.patient), decode(dose, 'hex'), 'approved', 3, l.version, now() ${from}`,
      given,
    )
    await client.query(
      `insert into portico.request (id, table_id, workflow, pinned, state, version, plan, applied_plan, ended_at, created)
       select v.id, 'refill', 'refill', l.version, 'approved', 3, 3, 3, now(), now() ${from}`,
      given,
    )
  }
  await client.query('set session_replication_role = origin; analyze')
  await database.close()
}

/** What people wait for while something goes on, asked at a steady pace whatever came of the last one. */
class Felt {
  readonly took: number[] = []
  failed = 0
  #asked: Promise<void>[] = []
  #isOver = false
  readonly #asking: Promise<void>

  constructor(everyMs: number, ask: () => Promise<unknown>) {
    this.#asking = this.#go(everyMs, ask)
  }

  async #go(everyMs: number, ask: () => Promise<unknown>): Promise<void> {
    while (!this.#isOver) {
      const begun = performance.now()
      this.#asked.push(
        ask().then(
          () => void this.took.push(performance.now() - begun),
          () => void (this.failed += 1),
        ),
      )
      await sleep(everyMs)
    }
    await Promise.all(this.#asked)
  }

  async end(): Promise<string> {
    this.#isOver = true
    await this.#asking
    const at = (share: number): string => `${quantile(this.took, share).toFixed(0)} ms`
    const worst = Math.max(...this.took).toFixed(0)
    return `p50 ${at(0.5)}, p95 ${at(0.95)}, worst ${worst} ms, of ${String(this.took.length)}, ${String(this.failed)} failed`
  }
}

/** The longest that anybody waited for a lock. */
class Locks {
  longest = 0
  #isOver = false
  readonly #looking: Promise<void> = this.#look()

  async #look(): Promise<void> {
    while (!this.#isOver) {
      const { rows } = await watching.query<{ ms: number }>(
        `select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart)) * 1000, 0)::float as ms
         from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database() and not l.granted`,
      )
      this.longest = Math.max(this.longest, rows[0]?.ms ?? 0)
      await sleep(10)
    }
  }

  async end(): Promise<number> {
    this.#isOver = true
    await this.#looking
    return this.longest
  }
}

test(`a field of ${String(records)} records is filled while everybody works`, async () => {
  const dana = await practice.as('dana@maple.example.com', 'office')
  const nora = await practice.as('nora@maple.example.com')
  const ada = await practice.as('ada@example.com')
  const during = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const locks = new Locks()
    const reads = new Felt(readEveryMs, () => nora.api.records.list.query({ table: 'refill' }))
    const writes = new Felt(writeEveryMs, () => startRefill(ada))
    await work()
    const [read, written] = [await reads.end(), await writes.end()]
    console.log(
      `${what}: reads ${read}; writes ${written}; longest wait for a lock ${(await locks.end()).toFixed(0)} ms`,
    )
    expect(reads.failed + writes.failed, what).toBe(0)
  }
  await during('before', () => sleep(beforeMs))

  const { portal, revision } = await dana.api.draft.load.query()
  const dose = portal.tables['refill']?.fields['dose']
  if (!dose) throw new Error('The template’s refills have a dose.')
  const edit = {
    ...{ kind: 'change-kind', table: 'refill', field: 'dose', into: 'dose_2' },
    as: fieldOfKind('dose', dose, { kind: 'long-text' }),
  }
  const drafted = await dana.api.draft.edit.mutate({ revision, edits: [editSchema.parse(edit)] })
  await during('while it is filled', async () => {
    const begun = performance.now()
    const made = await dana.api.draft.publish.mutate({
      ...{ revision: drafted.revision, reason: 'To measure it', key: randomUUID() },
    })
    console.log(JSON.stringify({ records, tookMs: Math.round(performance.now() - begun), made }))
  })
  const { rows } = await watching.query<{ filled: number }>(
    'select count(*)::int as filled from data.refill where dose_2 is not null',
  )
  expect(rows[0]?.filled).toBeGreaterThanOrEqual(records)
}, 600_000)

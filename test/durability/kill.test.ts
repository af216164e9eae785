import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { markedProcess } from '../../packages/runtime/embedded/process-mark.ts'
import { startTemporal, type Temporal } from '../../packages/runtime/embedded/temporal.ts'
import { Gate } from '../gate.ts'
import { Practice } from '../practice.ts'
import { Runs } from '../runs.ts'
import { mailsTo, servers } from '../servers.ts'
import { Load, type Acknowledged } from './load.ts'

const times = 10
const folder = mkdtempSync(join(tmpdir(), 'portico-kill-'))
const place = { folder, logFile: join(folder, 'log') }

let temporal: Temporal
let gate: Gate
let practice: Practice
beforeAll(async () => {
  temporal = await startTemporal(place, process.env)
  gate = await Gate.before('127.0.0.1', Number(new URL(servers().databaseUrl).port))
  practice = await Practice.open({
    settings: (url) => ({ DATABASE_URL: gate.through(url), TEMPORAL_ADDRESS: temporal.address }),
  })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
  await gate[Symbol.asyncDispose]()
  await temporal.server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Something more was acknowledged, so whatever is killed next is killed in the middle of work. */
const progress = async (load: Load): Promise<void> => {
  const begun = load.acknowledged.length
  await practice.until('somebody gets an answer', () => Promise.resolve(load.acknowledged.length > begun + 4))
}

const readyTimes = () => practice.logs().split('The worker is ready.').length - 1

const killWorkers = async (load: Load): Promise<void> => {
  for (let n = 0; n < times; n++) {
    const ready = readyTimes()
    if (n > 0) {
      practice.startWorking()
      await practice.until('the worker is ready', () => Promise.resolve(readyTimes() > ready), 60_000)
    }
    await progress(load)
    await practice.killWorking()
  }
  practice.startWorking()
}

const killTemporal = async (load: Load): Promise<void> => {
  for (let n = 0; n < times; n++) {
    await progress(load)
    const pid = markedProcess(readFileSync(join(folder, 'running'), 'utf8'))
    if (pid === undefined) throw new Error('Temporal does not run.')
    process.kill(pid, 'SIGKILL')
    await temporal.server?.exited
    temporal = await startTemporal(place, process.env)
  }
}

/** Postgres has said that a person's move is committed, and serving is killed before it hears so. */
const killServing = async (load: Load): Promise<void> => {
  for (let n = 0; n < times; n++) {
    await progress(load)
    const kill: { done: Promise<void> | null } = { done: null }
    gate.onAnswer = (answer, asked) => {
      const isPersons = asked.includes('portico.begin_actor') && /portico\.(move|open)_request/.test(asked)
      if (kill.done !== null || !isPersons || !answer.includes('COMMIT\0')) return true
      kill.done = practice.killServing()
      return false
    }
    await practice.until('a commit was not answered', () => Promise.resolve(kill.done !== null))
    await kill.done
    gate.onAnswer = () => true
    await practice.startServing()
  }
}

type Row = Acknowledged & { readonly entries: number }
const transitions = () =>
  practice.superuser(
    async (client) =>
      (
        await client.query<Row>(`select t.request as id, t.version, t.to_state as state,
          (select count(*)::int from portico.entry e where e.records = array[t.request] and e.outcome = 'done'
            and e.verb in ('create', 'transition') and coalesce(e.detail, 'start') = coalesce(t.transition, 'start')) as entries
          from portico.transition t`)
      ).rows,
  )
const count = (sql: string) =>
  practice.superuser(async (client) => Number((await client.query<{ n: string }>(sql)).rows[0]?.n))
const unfinished = `select (select count(*) from portico.request where applied_plan <> plan or ended_at is null)
  + (select count(*) from portico.effect where status = 'pending') as n`

const expectWhole = async (load: Load): Promise<void> => {
  await practice.until('everything is carried out', async () => (await count(unfinished)) === 0, 90_000)
  const rows = await transitions()
  const line = ({ id, version, state }: Acknowledged) => `${id} ${version} ${state}`
  expect(rows.map(line).toSorted()).toEqual(load.acknowledged.map(line).toSorted())
  expect(rows.filter(({ entries }) => entries !== 1)).toEqual([])
  expect(await count('select count(*) as n from portico.idempotency')).toBe(rows.length)
  expect(
    await count(`select count(*) as n from portico.request r
      where version <> (select count(*) from portico.transition t where t.request = r.id)`),
  ).toBe(0)
}

const expectSeenOnce = async (): Promise<void> => {
  const effects = await practice.superuser(
    async (client) =>
      (
        await client.query<{ id: string; status: string; request: string }>(
          'select id, status, request from portico.effect',
        )
      ).rows,
  )
  expect(effects.filter(({ status }) => status !== 'done')).toEqual([])
  const requests = new Set(effects.map(({ request }) => request))
  const mails = (await Promise.all(['ada', 'ben', 'mei'].map((name) => mailsTo(`${name}@example.com`))))
    .flat()
    .filter(({ text }) => [...requests].some((request) => text.includes(request)))
  const seen = new Set(mails.map(({ messageId }) => messageId.slice(1).split('@')[0]))
  expect([...seen].toSorted()).toEqual(effects.map(({ id }) => id).toSorted())
}

const expectTrailWhole = async (): Promise<void> => {
  const sam = await practice.as('sam@maple.example.com', 'office')
  await practice.until('the trail is sealed', async () => (await sam.api.trail.check.mutate()).unsealed <= 1)
  expect(await sam.api.trail.check.mutate()).toMatchObject({ sound: true, findings: [] })
}

test('R119 worker, runtime and Temporal are each killed ten times under load, and nothing is lost or doubled', async () => {
  const load = await Load.on(practice)
  await Promise.all([killWorkers(load), killTemporal(load), killServing(load)])
  await load.stop()
  await expectWhole(load)
  await expectSeenOnce()
  await expectTrailWhole()
  await using runs = await Runs.of(practice)
  await practice.until('no run is left', async () => (await runs.running()).length === 0)
  console.info(`${load.acknowledged.length} transitions were acknowledged.`)
}, 300_000)

test('Postgres ends all connections ten times under load, and both processes go on', async () => {
  const before = (await transitions()).length
  const load = await Load.on(practice)
  const ready = readyTimes()
  for (let n = 0; n < times; n++) {
    await progress(load)
    await practice.superuser((client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename like 'portico\\_%'`,
      ),
    )
  }
  await load.stop()
  await practice.until('everything is carried out', async () => (await count(unfinished)) === 0, 60_000)
  expect((await transitions()).length).toBe(before + load.acknowledged.length)
  await expectSeenOnce()
  await expectTrailWhole()
  expect(readyTimes()).toBe(ready)
}, 120_000)

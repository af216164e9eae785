import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../call.ts'
import { Gate } from '../gate.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { Runs } from '../runs.ts'
import { servers } from '../servers.ts'
import { historiesOf, read, type History } from './history.ts'

/** In every private value that people write here; it means nothing and stands nowhere else. */
const canary = 'quokkazimt'
/** Private values the invented people came with. */
const theirs = ['Lindqvist', 'Okafor', 'Tanaka', '1958-03-14', '555-0111', 'rosa@example.com']
const number = '217.319846'
const words = [canary, number, ...theirs]

const answers = {
  medication: `${canary}pril`,
  dose: `${canary} 10 mg`,
  days_left: number,
  pharmacy: 'main-street',
  reason: `Because of ${canary}, and\n    at ${canary} (file:///${canary}.ts:1:1)`,
}

let practice: Practice
let mailGate: Gate
let runs: Runs
/** Everything the server answered to what it would not do. */
const refused: string[] = []
const people: Person[] = []
const as = async (email: string, door: 'portal' | 'office' = 'portal'): Promise<Person> => {
  const person = await practice.as(email, door)
  people.push(person)
  return person
}

/** What a person, a broken page or somebody with bad intent might send. */
const provoke = async (person: Person, request: string): Promise<void> => {
  const start = (more: object) => ({
    workflow: 'refill',
    answers: { ...answers, ...more },
    key: randomUUID(),
  })
  const advance = {
    table: 'refill',
    id: request,
    transition: 'take',
    answers: {},
    expectedVersion: 1,
    key: randomUUID(),
  }
  const inputs: readonly (readonly [string, unknown])[] = [
    ['requests.start', start({ days_left: canary })],
    ['requests.start', start({ pharmacy: canary })],
    ['requests.start', start({ medication: canary.repeat(500) })],
    ['requests.start', start({ medication: canary.repeat(2000) })],
    ['requests.start', start({ nobody_asks: canary })],
    ['requests.start', start({ medication: `${canary}\u0000${canary}` })],
    ['requests.start', start({ medication: `${canary}\ud800` })],
    ['requests.start', { ...start({}), workflow: `${canary}!` }],
    ['requests.start', { ...start({}), key: canary }],
    ['requests.start', { ...start({}), patient: randomUUID() }],
    ['requests.advance', { ...advance, id: randomUUID(), answers: { decision_note: canary } }],
    ['requests.advance', { ...advance, answers: { decision_note: canary } }],
    ['requests.advance', { ...advance, expectedVersion: canary }],
    ['records.find', { table: 'patient', words: canary.repeat(20) }],
    ['records.list', { table: 'refill', where: [{ field: 'medication', in: [canary] }] }],
    ['records.list', { table: 'refill', after: canary }],
    ['answers.keep', { form: `${canary}!`, typed: { medication: canary } }],
    ['answers.keep', { form: 'refill', typed: { medication: 7 }, patient: canary }],
    ['session.signIn', { name: `${canary}@example.com`, password: canary }],
    ['session.signIn', { name: canary, password: canary, code: canary }],
    ['session.confirm', { password: canary }],
  ]
  const headers = { cookie: person.cookie }
  for (const [procedure, input] of inputs)
    refused.push((await call(person.url, procedure, { input, headers })).text)
  for (const body of [`{"medication":"${canary}`, `"${canary}"`, canary])
    refused.push((await call(person.url, 'requests.start', { body, headers })).text)
}

beforeAll(async () => {
  const smtp = new URL(servers().smtpUrl)
  mailGate = await Gate.before(smtp.hostname, Number(smtp.port))
  practice = await Practice.open({ settings: () => ({ SMTP_URL: mailGate.through(smtp.href) }) })
  runs = await Runs.of(practice)
  const ada = await as('ada@example.com')
  await ada.api.answers.keep.mutate({ form: 'refill', typed: answers })
  const { id, due } = await startRefill(ada, answers)
  await ada.api.answers.keep.mutate({ form: 'refill', typed: answers })
  const nora = await as('nora@maple.example.com')
  await provoke(ada, id)
  await provoke(nora, id)
  await provoke(await as('sam@maple.example.com', 'office'), id)
  await (await as('finn@maple.example.com')).api.records.find.query({ table: 'patient', words: 'Lindqvist' })
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await as('priya@maple.example.com')
  // The notice's activity fails with foreign words in its mouth, and then cannot even say so to the database.
  mailGate.greeting = `550 ${canary} is not wanted here\r\n`
  await rename('effect_failed', 'effect_failed_away')
  await advanceRefill(priya, id, 'approve', 3, { decision_note: `${canary} is fine` })
  await practice.until('an activity fails', () =>
    Promise.resolve(practice.logs().includes('An activity failed.')),
  )
  const failing = async () => (await runs.handle(id).describe()).raw
  const failure = async () => (await failing()).pendingActivities?.[0]?.lastFailure?.message
  await practice.until('Temporal knows that it failed', async () => (await failure()) === 'Encoded failure')
  expectSealed('the description of a run', read(await failing()))
  await rename('effect_failed_away', 'effect_failed')
  mailGate.greeting = null
  const late = await startRefill(await as('ada@example.com'), answers)
  await practice.jumpPast(due)
  await practice.until('both are carried out', async () =>
    practice.superuser(
      async (client) =>
        (
          await client.query(
            `select 1 from portico.request r where id = any ($1) and plan = applied_plan
             and not exists (select 1 from portico.effect e where e.request = r.id and e.status = 'pending')
             and state in ('approved', 'escalated')`,
            [[id, late.id]],
          )
        ).rowCount === 2,
    ),
  )
}, 120_000)
afterAll(async () => {
  await runs[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
  await mailGate[Symbol.asyncDispose]()
})

const rename = (from: string, to: string) =>
  practice.superuser((client) => client.query(`alter function portico.${from}(uuid) rename to ${to}`))

/** A value as it might be written down; the end of its base64 depends on what follows. */
const formsOf = (word: string) => {
  const bytes = Buffer.from(word)
  return {
    utf8: bytes,
    utf16: Buffer.from(word, 'utf16le'),
    hex: Buffer.from(bytes.toString('hex')),
    base64: Buffer.from(bytes.toString('base64').slice(0, -4)),
  }
}

const clean = (where: string, text: string | Buffer): void => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (const word of words)
    for (const [encoding, needle] of Object.entries(formsOf(word)))
      if (bytes.includes(needle)) throw new Error(`"${word}" (${encoding}) stands readable in ${where}.`)
}

/** What Temporal itself writes beside our payloads: the kind of worker, and which local activity took how long. */
const temporals = /\.(searchAttributes|markerRecordedEventAttributes\.details\.data)\./

/** No private value in it, and everything of ours is sealed. */
const expectSealed = (where: string, { text, payloads }: History): void => {
  clean(where, text)
  const foreign = payloads.filter(({ encoding }) => encoding !== 'binary/portico-sealed')
  expect(foreign.filter(({ at }) => !temporals.test(at))).toEqual([])
  expect(payloads.length).toBeGreaterThan(foreign.length)
}

test('the values are there for those who may read them, so this file looks for something that exists', async () => {
  const ada = await as('ada@example.com')
  const { records } = await ada.api.records.list.query({ table: 'refill' })
  expect(records[0]?.cells).toMatchObject({ medication: answers.medication, days_left: Number(number) })
  expect(refused.length).toBeGreaterThan(70)
})

test('no private value stands in a mail', async () => {
  const mails = await (await fetch(`${servers().mailUrl}/mails`)).text()
  expect(mails.length).toBeGreaterThan(500)
  for (const word of [canary, number, 'Lindqvist', '1958-03-14']) expect(mails).not.toContain(word)
})

test('no private value stands in a log line of ours, of Postgres or of Temporal', () => {
  clean('our log', practice.logs())
  clean('the log of Postgres', readFileSync(servers().postgresLog))
  clean('the log of Temporal', readFileSync(servers().temporalLog))
})

test('no private value stands in any history, and every payload in it is sealed', async () => {
  const histories = await historiesOf(runs)
  expect(histories.length).toBeGreaterThan(1)
  for (const history of histories) expectSealed('a history', history)
})

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)

/** Other files' databases come and go beside this one: a file that is gone holds nothing. */
const bytesOf = (file: string): Buffer => {
  try {
    return readFileSync(file)
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return Buffer.alloc(0)
    throw fault
  }
}

test('no private value stands in a file of Postgres, heap or log of changes, nor in Temporal’s', async () => {
  await practice.superuser((client) => client.query('checkpoint'))
  const files = [
    ...filesIn(servers().postgresFolder),
    ...filesIn(join(dirname(servers().temporalLog), 'temporal')),
  ]
  expect(files.some((file) => file.includes('pg_wal'))).toBe(true)
  expect(files.some((file) => file.includes('temporal.db'))).toBe(true)
  const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')])
  for (const file of files) {
    const bytes = bytesOf(file)
    expect(needles.filter((needle) => bytes.includes(needle)).map(String), file).toEqual([])
  }
}, 120_000)

test('no private value stands in a row of the trail, of keys used, of notices, or of anything else', async () => {
  await practice.superuser(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('portico', 'data', 'keys')`,
    )
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['portico.idempotency', 'portico.delivery', 'portico.answers', 'data.refill']),
    )
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `select row_to_json(t)::text as row from ${name} t`,
      )
      clean(name, rows.map(({ row }) => row).join('\n'))
    }
  })
})

test('no private value stands in an address or in what the server says when it refuses', async () => {
  clean('an address', people.flatMap(({ addresses }) => addresses).join('\n'))
  for (const text of refused) clean(`a refusal: ${text}`, text)
  const nora = await as('nora@maple.example.com')
  const stale = refusalOf(
    startRefill(await as('ben@example.com')).then(({ id }) => advanceRefill(nora, id, 'take', 9)),
  )
  expect(await stale).toEqual({ code: 'stale-version', version: 1 })
})

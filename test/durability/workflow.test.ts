import { afterAll, beforeAll, expect, test } from 'vitest'
import { portalSchema } from '@portico/engine/portal/portal'
import { Environment } from '../access/environment.ts'
import { Gate } from '../gate.ts'
import { Practice } from '../practice.ts'
import type { Person } from '../person.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import { Runs } from '../runs.ts'
import { mailsTo, servers } from '../servers.ts'

let practice: Practice
let mailGate: Gate
let runs: Runs
beforeAll(async () => {
  const smtp = new URL(servers().smtpUrl)
  mailGate = await Gate.before(smtp.hostname, Number(smtp.port))
  practice = await Practice.open({ settings: () => ({ SMTP_URL: mailGate.through(smtp.href) }) })
  runs = await Runs.of(practice)
}, 120_000)
afterAll(async () => {
  await runs[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
  await mailGate[Symbol.asyncDispose]()
})

const senior = 'senior-nurse@maple.example.com'
const nurses = 'nurses@maple.example.com'
const mailsAbout = async (receiver: string, request: string) =>
  (await mailsTo(receiver)).filter(({ text }) => text.includes(request))

type Standing = {
  readonly state: string
  readonly version: number
  readonly plan: number
  readonly applied: number
  readonly moves: readonly string[]
}
const standing = (id: string): Promise<Standing> =>
  practice.superuser(async (client) => {
    const { rows } = await client.query<Standing>(
      `select r.state, r.version, r.plan, r.applied_plan as applied, array(select coalesce(t.transition, 'start') || ' by ' || t.audience
       from portico.transition t where t.request = r.id order by t.version) as moves from portico.request r where r.id = $1`,
      [id],
    )
    if (!rows[0]) throw new Error('There is no such request.')
    return rows[0]
  })
const untilState = (id: string, state: string) =>
  practice.until(`the request is ${state}`, async () => (await standing(id)).state === state)
const untilApplied = (id: string, withinMs?: number) =>
  practice.until(
    'the plan is applied',
    async () => {
      const { plan, applied } = await standing(id)
      return plan === applied
    },
    withinMs,
  )
const effects = (id: string) =>
  practice.superuser(
    async (client) =>
      (
        await client.query<{ id: string; status: string; tries: number }>(
          'select id, status, tries from portico.effect where request = $1 order by version, ordinal',
          [id],
        )
      ).rows,
  )

const decided = async (ada: Person, nora: Person, priya: Person): Promise<string> => {
  const { id } = await startRefill(ada)
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  await advanceRefill(priya, id, 'approve', 3, { decision_note: 'Fine' })
  return id
}

test('R119 while a request is open it has one run, Running; five seconds after its end it is Completed', async () => {
  const ada = await practice.as('ada@example.com')
  const { id } = await startRefill(ada)
  await practice.until('its run is there', async () => (await runs.of(id)).length > 0)
  await untilApplied(id)
  expect(await runs.of(id)).toEqual(['RUNNING'])
  await advanceRefill(ada, id, 'withdraw', 1)
  await practice.until(
    'the run is over',
    async () => (await runs.handle(id).describe()).status.name === 'COMPLETED',
    5000,
  )
  await untilApplied(id)
  await practice.until('there is no other run', async () => (await runs.of(id)).join() === 'COMPLETED', 5000)
})

test('with the worker stopped no notice leaves and no deadline fires; after its start each does, once', async () => {
  const ada = await practice.as('ada@example.com')
  const late = await startRefill(ada)
  await untilApplied(late.id)
  await practice.stopWorking()
  const done = await decided(
    ada,
    await practice.as('nora@maple.example.com'),
    await practice.as('priya@maple.example.com'),
  )
  await practice.jumpPast(late.due)
  expect((await standing(late.id)).moves).toEqual(['start by patient'])
  expect(await mailsAbout('ada@example.com', done)).toEqual([])
  expect(await effects(done)).toMatchObject([{ status: 'pending', tries: 0 }])

  practice.startWorking()
  await untilState(late.id, 'escalated')
  await practice.until(
    'the notice leaves',
    async () => (await mailsAbout('ada@example.com', done)).length > 0,
  )
  await untilApplied(done)
  expect((await standing(late.id)).moves).toEqual([
    'start by patient',
    'remind by system',
    'escalate by system',
  ])
  expect(await mailsAbout('ada@example.com', done)).toHaveLength(1)
  expect(await effects(done)).toMatchObject([{ status: 'done' }])
})

test('a request left too long is reminded of, then escalated by its workflow, and its queue hears so', async () => {
  const ada = await practice.as('ada@example.com')
  const { id, due } = await startRefill(ada)
  await untilApplied(id)
  const reminder = await practice.superuser(
    async (client) =>
      (
        await client.query<{ at: Date }>(
          `select at from portico.deadline where request = $1 and kind = 'remind'`,
          [id],
        )
      ).rows[0]?.at,
  )
  await practice.jumpPast(reminder?.toISOString() ?? null)
  await practice.until('the nurses are reminded', async () => (await mailsAbout(nurses, id)).length === 1)
  expect(await standing(id)).toMatchObject({ state: 'submitted', version: 2 })
  await practice.jumpPast(due)
  await untilState(id, 'escalated')
  await practice.until('the senior nurse hears', async () => (await mailsAbout(senior, id)).length === 1)
  await untilApplied(id)
  expect(await standing(id)).toMatchObject({
    version: 3,
    moves: ['start by patient', 'remind by system', 'escalate by system'],
  })
  const entries = await practice.superuser(
    async (client) =>
      (
        await client.query<{ verb: string; detail: string; audience: string }>(
          `select verb, detail, audience from portico.entry where $1 = any (records) and audience = 'system' order by seq`,
          [id],
        )
      ).rows,
  )
  expect(entries).toEqual([
    { verb: 'transition', detail: 'remind', audience: 'system' },
    { verb: 'notice', detail: 'refill-waiting', audience: 'system' },
    { verb: 'transition', detail: 'escalate', audience: 'system' },
    { verb: 'notice', detail: 'refill-waiting', audience: 'system' },
  ])
  expect(await runs.of(id)).toEqual(['RUNNING'])
})

test('a person who is faster than the deadline wins, and no escalation follows', async () => {
  const { id, due } = await startRefill(await practice.as('ada@example.com'))
  await advanceRefill(await practice.as('nora@maple.example.com'), id, 'take', 1)
  await advanceRefill(await practice.as('nora@maple.example.com'), id, 'send-on', 2)
  await practice.jumpPast(due)
  await untilApplied(id)
  const after = await startRefill(await practice.as('ada@example.com'))
  await practice.jumpPast(after.due)
  await untilState(after.id, 'escalated')
  expect((await standing(id)).moves.slice(0, 3)).toEqual([
    'start by patient',
    'take by staff',
    'send-on by staff',
  ])
  expect((await standing(id)).moves).not.toContain('escalate by system')
  expect(await mailsAbout(senior, id)).toEqual([])
})

test('a notice whose state was left before it could leave is superseded and not sent', async () => {
  mailGate.way = 'shut'
  const { id, due } = await startRefill(await practice.as('ada@example.com'))
  await practice.jumpPast(due)
  await untilState(id, 'escalated')
  await practice.until('the mail server refuses it', async () => ((await effects(id))[1]?.tries ?? 0) > 0)
  const { version } = await standing(id)
  await advanceRefill(await practice.as('lena@maple.example.com'), id, 'take', version)
  await practice.jump(60)
  mailGate.way = 'open'
  await practice.until('both are superseded', async () =>
    (await effects(id)).every(({ status }) => status === 'superseded'),
  )
  expect([...(await mailsAbout(senior, id)), ...(await mailsAbout(nurses, id))]).toEqual([])
})

test('a mail server that hangs keeps no person waiting', async () => {
  mailGate.way = 'silent'
  const { id, due } = await startRefill(await practice.as('ada@example.com'))
  const lena = await practice.as('lena@maple.example.com')
  await practice.jumpPast(due)
  await untilState(id, 'escalated')
  const again = await practice.as('lena@maple.example.com')
  expect(again.cookie).not.toBe(lena.cookie)
  const { version } = await standing(id)
  const begun = performance.now()
  await advanceRefill(again, id, 'take', version)
  expect(performance.now() - begun).toBeLessThan(2000)
  mailGate.way = 'open'
})

test('a notice that cannot be sent is tried eight times, then waits for a person', async () => {
  mailGate.way = 'shut'
  const id = await decided(
    await practice.as('ada@example.com'),
    await practice.as('nora@maple.example.com'),
    await practice.as('priya@maple.example.com'),
  )
  for (let tries = 1; tries <= 8; tries++) {
    await practice.until(`try ${tries}`, async () => (await effects(id))[0]?.tries === tries)
    if (tries < 8) await practice.jump(3 ** tries)
  }
  expect(await effects(id)).toMatchObject([{ status: 'attention', tries: 8 }])
  await practice.until('its run does not wait for ever', async () => {
    const all = await runs.of(id)
    return all.length > 0 && all.every((status) => status === 'COMPLETED')
  })
  mailGate.way = 'open'
})

test('a run that somebody terminated is taken up again when something is late', async () => {
  const { id, due } = await startRefill(await practice.as('ada@example.com'))
  await untilApplied(id)
  await runs.handle(id).terminate()
  await practice.superuser((client) =>
    client.query(
      `update portico.setting set value = (value::bigint + extract(epoch from $1::timestamptz - portico.portico_now())::bigint + 20)::text
       where name = 'clock_offset_seconds'`,
      [due],
    ),
  )
  await untilState(id, 'escalated')
  expect((await standing(id)).moves).toEqual(['start by patient', 'remind by system', 'escalate by system'])
})

test('nobody but the publisher moves the clock, and nobody where people are real', async () => {
  await practice.superuser(async (client) => {
    const { rows } = await client.query<{ who: string }>(
      `select rolname as who from pg_roles where rolname like 'portico\\_%' and rolcanlogin
       and has_function_privilege(rolname, 'portico.jump_clock(int)', 'execute')`,
    )
    expect(rows).toEqual([{ who: 'portico_publisher' }])
    await client.query('begin')
    await client.query(`delete from portico.setting where name = 'demo'`)
    await expect(client.query('select portico.jump_clock(1)')).rejects.toThrow('cannot be moved')
    await client.query('rollback')
    await expect(client.query('select portico.jump_clock(-1)')).rejects.toThrow('cannot be moved')
  })
})

const due = { within: '8 business hours', from: 'start', then: 'escalate' } as const

const countFromTheBeginning = async (): Promise<void> => {
  await using environment = await Environment.of(practice.databaseUrl)
  const { rows } = await environment.superuser.query<{ body: string }>(
    'select body from portico.version order by number desc limit 1',
  )
  const portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
  const refill = portal.workflows['refill']!
  const [submitted, reviewed] = [refill.states['submitted']!, refill.states['in-review']!]
  const states = { ...refill.states, submitted: { ...submitted, due }, 'in-review': { ...reviewed, due } }
  await environment.publish({ ...portal, workflows: { ...portal.workflows, refill: { ...refill, states } } })
}

test('a time counted from when it was asked goes on from stage to stage, and is over at once where it is over', async () => {
  await countFromTheBeginning()
  const [ada, nora] = [await practice.as('ada@example.com'), await practice.as('nora@maple.example.com')]
  const { id, due: asked } = await startRefill(ada)
  await practice.jump(10 * 60)
  const taken = await advanceRefill(nora, id, 'take', 1)
  // The record is written a few milliseconds after its due time was told.
  expect(Math.abs(Date.parse(taken.due ?? '') - Date.parse(asked ?? ''))).toBeLessThan(1000)
  await practice.jumpPast(asked)
  await untilState(id, 'escalated')
  const again = await advanceRefill(await practice.as('nora@maple.example.com'), id, 'take', 3)
  expect(again).toMatchObject({ state: 'in-review', due: taken.due })
  await practice.until('it is escalated once more', async () => (await standing(id)).version === 5)
  expect((await standing(id)).moves).toEqual([
    'start by patient',
    'take by staff',
    'escalate by system',
    'take by staff',
    'escalate by system',
  ])
  await untilApplied(id)
})

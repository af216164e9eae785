// Records what replays are held to. A history that is kept already stays as it is: that is the point of it. Remove one
// only when no run of that kind can be open any more.
import { existsSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { Gate } from '../gate.ts'
import { Practice } from '../practice.ts'
import { folder, kept, nameOf, walksOf } from '../replay/golden.ts'
import { untilApplied, walkPath, type Walk } from '../replay/walk-path.ts'
import { Runs } from '../runs.ts'
import { servers } from '../servers.ts'

let practice: Practice
let runs: Runs
let mailGate: Gate
let walks: readonly Walk[]
let shortest: Walk
beforeAll(async () => {
  const smtp = new URL(servers().smtpUrl)
  mailGate = await Gate.before(smtp.hostname, Number(smtp.port))
  practice = await Practice.open({
    settings: () => ({ SMTP_URL: mailGate.through(smtp.href) }),
  })
  runs = await Runs.of(practice)
  const { portal } = await readFolder(new URL('../../templates/family-practice', import.meta.url).pathname)
  walks = portal ? walksOf(portal) : []
  const refills = walks.filter(({ id }) => id === 'refill')
  const second = refills.toSorted((a, b) => a.path.length - b.path.length)[1]
  if (!second) throw new Error('The template has no refills.')
  shortest = second
})
afterAll(async () => {
  await runs[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
  await mailGate[Symbol.asyncDispose]()
})

const keep = async (name: string, walk: () => Promise<string>): Promise<void> => {
  const file = `${folder}${name}.json`
  if (existsSync(file)) return
  const id = await walk()
  writeFileSync(file, await kept(await runs.handle(id).fetchHistory()))
}

test('one history of every path', async () => {
  expect(walks.length).toBeGreaterThan(20)
  for (const walk of walks) await keep(nameOf(walk), () => walkPath(practice, runs, walk))
}, 600_000)

test('people faster than the run', () =>
  keep('people-faster-than-the-run', () => walkPath(practice, runs, shortest, () => Promise.resolve())))

test('a mail server that refuses at first', () =>
  keep('a-notice-tried-again', async () => {
    mailGate.way = 'shut'
    const walking = walkPath(practice, runs, shortest)
    await practice.until('it was refused', async () => (await tries()) > 0)
    mailGate.way = 'open'
    await practice.jump(60)
    return walking
  }))

const tries = (): Promise<number> =>
  practice.superuser(
    async (client) =>
      (
        await client.query<{ tries: number }>(
          `select coalesce(max(tries), 0) as tries from portico.effect where status = 'pending'`,
        )
      ).rows[0]?.tries ?? 0,
  )

test('a worker that was away', () =>
  keep('a-worker-that-was-away', async () => {
    let isAway = false
    const walking = walkPath(practice, runs, shortest, async (id) => {
      if (isAway) return
      await untilApplied(practice, id)
      await practice.stopWorking()
      isAway = true
    })
    await practice.until('it is at its end', async () => (await ended()) > 0)
    practice.startWorking()
    return walking
  }))

const ended = (): Promise<number> =>
  practice.superuser(
    async (client) =>
      (
        await client.query<{ count: number }>(
          'select count(*)::int as count from portico.request where ended_at is not null and plan > applied_plan',
        )
      ).rows[0]?.count ?? 0,
  )

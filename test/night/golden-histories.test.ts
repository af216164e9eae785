// Records what replays are held to. A history that is kept already stays as it is: that is the point of it. Remove one
// only when no run of that kind can be open any more.
import { existsSync, writeFileSync } from 'node:fs'
import type { Workflow } from '@portico/engine/portal/portal'
import { simplePaths, type Path } from '@portico/engine/workflow/paths'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { Gate } from '../gate.ts'
import { Practice } from '../practice.ts'
import { folder, kept, nameOf } from '../replay/golden.ts'
import { untilApplied, walkPath } from '../replay/walk-path.ts'
import { Runs } from '../runs.ts'
import { servers } from '../servers.ts'

let practice: Practice
let runs: Runs
let mailGate: Gate
let refill: Workflow
let shortest: Path
beforeAll(async () => {
  const smtp = new URL(servers().smtpUrl)
  mailGate = await Gate.before(smtp.hostname, Number(smtp.port))
  practice = await Practice.open({
    settings: () => ({ SMTP_URL: mailGate.through(smtp.href) }),
  })
  runs = await Runs.of(practice)
  const { portal } = await readFolder(new URL('../../templates/family-practice', import.meta.url).pathname)
  const found = portal?.workflows['refill']
  if (!found) throw new Error('The template has no refills.')
  refill = found
  shortest = [...simplePaths(refill)].toSorted((a, b) => a.length - b.length).at(1) ?? []
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
  const paths = [...simplePaths(refill)]
  expect(paths.length).toBeGreaterThan(3)
  for (const path of paths) await keep(nameOf(path), () => walkPath(practice, runs, refill, path))
})

test('people faster than the run', () =>
  keep('people-faster-than-the-run', () =>
    walkPath(practice, runs, refill, shortest, () => Promise.resolve()),
  ))

test('a mail server that refuses at first', () =>
  keep('a-notice-tried-again', async () => {
    mailGate.way = 'shut'
    const walking = walkPath(practice, runs, refill, shortest)
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
    const walking = walkPath(practice, runs, refill, shortest, async (id) => {
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

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { codeAt, currentStep } from '../../packages/runtime/keys/totp.ts'
import { Person } from '../person.ts'
import { advanceRefill, startRefill } from '../refill.ts'
import {
  clear,
  descendants,
  emptyHome,
  running,
  start,
  until,
  untilRunning,
  type Started,
} from './started.ts'

// A whole installation comes up twice, perhaps on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

const dev = z.object({
  accounts: z.array(z.object({ email: z.string(), password: z.string(), totpSecret: z.string().nullable() })),
})
const connection = z.object({ DATABASE_URL: z.string() })

let home: string
const seen: number[] = []
beforeAll(() => {
  home = emptyHome()
})
afterAll(() => clear(seen, home))

const kept = (name: string): unknown => JSON.parse(readFileSync(join(home, name), 'utf8'))

const as = async (started: Started, email: string): Promise<Person> => {
  const account = dev.parse(kept('dev.json')).accounts.find((one) => one.email === email)
  if (!account) throw new Error(`Nobody is ${email}.`)
  const person = new Person(`http://localhost:${started.portal}`)
  const code = account.totpSecret === null ? undefined : codeAt(account.totpSecret, currentStep())
  await person.api.session.signIn.mutate({ name: email, password: account.password, code })
  return person
}

const isApplied = async (id: string): Promise<boolean> => {
  const url = new URL(connection.parse(kept('connection.json')).DATABASE_URL)
  url.pathname = '/portico_live'
  const client = new Client({ connectionString: url.href })
  await client.connect()
  try {
    const found = await client.query(
      'select 1 from portico.request where id = $1 and applied_plan = plan and ended_at is not null',
      [id],
    )
    return found.rowCount === 1
  } finally {
    await client.end()
  }
}

/** Everything at once, as a power cut would, but for the disk. */
const killEverything = async (started: Started): Promise<void> => {
  const pid = started.launcher.pid ?? 0
  const pids = [pid, ...descendants(pid)]
  seen.push(...pids)
  for (const one of pids) if (running([one]).length > 0) process.kill(one, 'SIGKILL')
  await until(
    () => running(pids).length === 0,
    () => `still running: ${running(pids).join(', ')}`,
  )
}

test('everything is killed, npm start again: the request is where it was and goes on to its end', async () => {
  const first = await start(home)
  await untilRunning(first)
  const ada = await as(first, 'ada@example.com')
  const { id } = await startRefill(ada)
  await killEverything(first)

  const second = await start(home)
  await untilRunning(second)
  const pid = second.launcher.pid ?? 0
  seen.push(pid, ...descendants(pid))
  const again = await as(second, 'ada@example.com')
  expect((await again.api.requests.open.query({ table: 'refill', id })).record.request).toMatchObject({
    state: 'submitted',
    version: 1,
  })
  await advanceRefill(again, id, 'withdraw', 1)
  await until(() => isApplied(id), second.said)
  const sam = await as(second, 'sam@maple.example.com')
  expect(await sam.api.trail.check.mutate()).toMatchObject({ sound: true })
  process.kill(descendants(pid)[0] ?? pid, 'SIGINT')
  expect(await second.ended).toBe(0)
})

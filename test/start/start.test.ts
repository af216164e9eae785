import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { root } from '../run/tool.ts'
import {
  clear,
  descendants,
  emptyHome,
  environment,
  livingIn,
  running,
  start,
  until,
  untilRunning,
  type Started,
} from './started.ts'

// Whole installations come up here, twice in some tests, perhaps on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

let home: string
let seen: number[]

beforeEach(() => {
  home = emptyHome()
  seen = []
})

afterEach(() => clear(seen, home))

/** Remembers all processes of this start, so that none of them can be missed afterwards. */
function remember(started: Started): readonly number[] {
  const pid = started.launcher.pid!
  const pids = [pid, ...descendants(pid)]
  seen.push(...pids)
  return pids
}

/** Only its owner may read the file, and no log, message or list of processes holds what is in it. */
function expectSecret(file: string, started: Started, pids: readonly number[]): void {
  const secret = readFileSync(file, 'utf8')
  expect(statSync(file).mode & 0o077).toBe(0)
  const logs = ['postgres', 'temporal', 'serve', 'work'].map((name) => join(home, 'log', `${name}.log`))
  const readable = [started.said(), ...pids.map(command), ...logs.map((log) => readFileSync(log, 'utf8'))]
  expect(readable.join('\n')).not.toContain(secret)
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** A whole installation comes up for each: those that change least often wait for the night. */
const isNight = process.env['STARTS'] === 'all'
const atNight = test.runIf(isNight)

const killed = [
  ['the process that started the servers', 1, 'SIGTERM'],
  ['the launcher', 0, 'SIGINT'],
] as const

describe('npm start', () => {
  test('brings up the portal, says where to look, keeps its password secret, and Ctrl-C stops everything it started', async () => {
    const started = await start(home)
    await untilRunning(started)
    const pids = remember(started)
    expect(await answers(started.portal)).toBe(true)
    expect(pids.length).toBeGreaterThan(6)
    expectSecret(join(home, 'postgres', 'password'), started, pids)

    // A terminal signals them all.
    for (const pid of [pids[1]!, pids[0]!]) process.kill(pid, 'SIGINT')

    expect(await started.ended).toBe(0)
    expect(started.said()).toContain('Stopped.')
    expect(running(pids)).toEqual([])
  })

  test.each(isNight ? killed : killed.slice(0, 1))(
    'leaves no process behind when %s is killed, and the next start goes on',
    async (_which, index, signal) => {
      const first = await start(home)
      await untilRunning(first)
      const pids = remember(first)

      process.kill(pids[index]!, 'SIGKILL')

      await until(
        () => running(pids).length === 0,
        () => `still running: ${running(pids).join(', ')}`,
      )
      const second = await start(home)
      await untilRunning(second)
      const again = remember(second)
      expect(await answers(second.portal)).toBe(true)

      // As a service manager does, which signals nobody but whom it started.
      process.kill(again[0]!, signal)
      expect(await second.ended).toBe(0)
      expect(second.said()).toContain('Stopped.')
      expect(running(again)).toEqual([])
    },
  )

  test('leaves no process behind when npm itself is killed', async () => {
    const npm = spawn('npm', ['start'], { cwd: root, stdio: 'ignore', env: await environment(home) })
    const dataIsThere = () =>
      existsSync(join(home, 'postgres', 'running')) && existsSync(join(home, 'temporal', 'running'))
    await until(dataIsThere, () => 'the servers did not come up')
    const pids = [npm.pid!, ...descendants(npm.pid!)]
    seen.push(...pids)

    process.kill(npm.pid!, 'SIGKILL')

    const left = () => [...running(pids), ...livingIn(home)]
    await until(
      () => left().length === 0,
      () => `still running: ${left().join(', ')}`,
    )
  })

  test('starts every process again that is killed alone', async () => {
    const started = await start(home)
    await untilRunning(started)
    const pids = remember(started)
    const own = descendants(pids[1]!).filter((pid) => !command(pid).includes('guard.ts'))
    for (const pid of own) if (running([pid]).length > 0) process.kill(pid, 'SIGKILL')

    await until(
      () =>
        ['Postgres', 'Temporal', 'The serving process', 'The worker'].every((name) =>
          started.said().includes(`${name} ended`),
        ),
      started.said,
    )
    await until(() => answers(started.portal), started.said)
    remember(started)
    process.kill(pids[1]!, 'SIGINT')
    expect(await started.ended).toBe(0)
    expect(running(seen)).toEqual([])
  })

  atNight('ends servers that outlived their guards before it starts them anew', async () => {
    const first = await start(home)
    await untilRunning(first)
    const pids = remember(first)
    const guards = pids.filter((pid) => command(pid).includes('guard.ts'))
    for (const pid of [...guards, ...pids.slice(0, 2)]) process.kill(pid, 'SIGKILL')
    expect(running(pids).length).toBeGreaterThan(0)

    const second = await start(home)
    await untilRunning(second)

    // The worker of before finishes what it is at; its lifeline gives it eight seconds.
    await until(
      () => running(pids).length === 0,
      () => `still running: ${running(pids).join(', ')}`,
    )
    const again = remember(second)
    process.kill(again[1]!, 'SIGINT')
    expect(await second.ended).toBe(0)
  })

  atNight('keeps caught mail over a restart', async () => {
    const first = await start(home)
    await untilRunning(first)
    remember(first)
    const smtp = Number(readFileSync(join(home, 'mail', 'smtp.port'), 'utf8'))
    await nodemailer.createTransport({ host: '127.0.0.1', port: smtp, ignoreTLS: true }).sendMail({
      from: 'portal@example.org',
      to: 'ada@example.org',
      subject: 'News',
      text: 'There is news <in> your portal.',
    })
    process.kill(seen[1]!, 'SIGINT')
    await first.ended

    const second = await start(home)
    await untilRunning(second)
    const again = remember(second)
    const web = readFileSync(join(home, 'mail', 'web.port'), 'utf8')
    expect(await (await fetch(`http://127.0.0.1:${web}/mails`)).json()).toMatchObject([
      { to: ['ada@example.org'], subject: 'News', text: 'There is news <in> your portal.\n' },
    ])
    expect(await (await fetch(`http://127.0.0.1:${web}/`)).text()).toContain(
      'There is news &lt;in&gt; your portal.',
    )
    process.kill(again[1]!, 'SIGINT')
    await second.ended
  })
})

describe('npm start refuses, and says what to do', () => {
  test('when it already runs with the same data', async () => {
    const first = await start(home)
    await untilRunning(first)
    const pids = remember(first)

    const second = await start(home)

    expect(await second.ended).toBe(1)
    expect(second.said()).toContain(
      `Portico is already running with the data in ${home} (process ${pids[1]})`,
    )
    expect(await answers(first.portal)).toBe(true)
    process.kill(pids[1]!, 'SIGINT')
    expect(await first.ended).toBe(0)
  })

  test('when a port is in use, before anything is started', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = String(typeof address === 'object' ? address?.port : 0)

    const refused = await start(home, { PORTICO_BUILDER_PORT: port })

    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain(
      `Port ${port}, where the builder should answer, is in use by another program.`,
    )
    expect(existsSync(join(home, 'postgres'))).toBe(false)
    taken.close()
  })

  test('when the folder for its data is a file', async () => {
    rmSync(home, { recursive: true })
    writeFileSync(home, '')
    const refused = await start(home)
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain(`${home} is a file`)
  })

  atNight('when the password of its Postgres is gone', async () => {
    const first = await start(home)
    await untilRunning(first)
    process.kill(remember(first)[1]!, 'SIGINT')
    await first.ended
    rmSync(join(home, 'postgres', 'password'))

    const refused = await start(home)

    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('the password that belongs to it')
  })

  atNight('when its Postgres cannot read its data', async () => {
    const first = await start(home)
    await untilRunning(first)
    process.kill(remember(first)[1]!, 'SIGINT')
    await first.ended
    writeFileSync(join(home, 'postgres', 'data', 'PG_VERSION'), 'nonsense')

    const refused = await start(home)

    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('Postgres could not start')
    expect(refused.said()).toContain('Set DATABASE_URL')
  })

  atNight('when the Postgres or the Temporal it was given does not answer', async () => {
    const noPostgres = await start(home, { DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/postgres' })
    expect(await noPostgres.ended).toBe(1)
    expect(noPostgres.said()).toContain('The Postgres that DATABASE_URL names (127.0.0.1:1) does not answer')
    expect(noPostgres.said()).not.toContain('secret')
    const noTemporal = await start(home, { TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect(await noTemporal.ended).toBe(1)
    expect(noTemporal.said()).toContain(
      'The Temporal that TEMPORAL_ADDRESS names (127.0.0.1:1) does not answer',
    )
  })
})

function command(pid: number): string {
  return existsSync(`/proc/${pid}/cmdline`)
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    : ''
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '../packages/runtime/embedded/cannot-start.ts'
import { lastLines, startGuarded, type Guarded } from '../packages/runtime/embedded/guarded.ts'
import { saying } from '../packages/runtime/embedded/saying.ts'

/** What every scanner must know (EICAR), in halves, so that none takes this file for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

const startMs = 60_000

/** A real clamd with one signature of our own: nothing is fetched, and it is gone with the test. */
export class Clamd implements AsyncDisposable {
  readonly address: string
  readonly #folder: string
  readonly #program: string
  #running: Guarded | null = null

  private constructor(program: string) {
    this.#program = program
    this.#folder = mkdtempSync(join(tmpdir(), 'portico-clamd-'))
    this.address = join(this.#folder, 'socket')
    mkdirSync(join(this.#folder, 'signatures'))
    const signature = `Eicar-Test:0:*:${Buffer.from(eicar).toString('hex')}\n`
    writeFileSync(join(this.#folder, 'signatures', 'eicar.ndb'), signature)
    writeFileSync(
      join(this.#folder, 'clamd.conf'),
      [
        'Foreground yes',
        `LocalSocket ${this.address}`,
        `DatabaseDirectory ${join(this.#folder, 'signatures')}`,
        `TemporaryDirectory ${this.#folder}`,
        'MaxThreads 2',
        'LogVerbose no',
        '',
      ].join('\n'),
    )
  }

  static async start(): Promise<Clamd> {
    const clamd = new Clamd(await program())
    await clamd.start()
    return clamd
  }

  async start(): Promise<void> {
    const logFile = join(this.#folder, 'log')
    this.#running = await startGuarded({
      command: this.#program,
      args: ['--config-file', join(this.#folder, 'clamd.conf')],
      cwd: this.#folder,
      signal: 'SIGTERM',
      markFile: join(this.#folder, 'mark'),
      logFile,
    })
    const begun = performance.now()
    while (!(await this.#answers())) {
      if (performance.now() - begun > startMs)
        throw new Error(`clamd did not start.\n${lastLines(logFile, 20)}`)
      await sleep(100)
    }
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = null
    rmSync(this.address, { force: true })
  }

  #answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = createConnection(this.address, () => socket.write('zPING\0'))
      socket.once('data', (said) => {
        resolve(said.toString().startsWith('PONG'))
        socket.destroy()
      })
      socket.once('error', () => resolve(false))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** PATH, else Debian's own package where we may install it. */
async function program(): Promise<string> {
  const found = onPath()
  if (found !== undefined) return found
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    await saying('Reading what Debian offers', 'apt-get', ['update', '-q'], quiet)
    const install = ['install', '-y', '-q', '--no-install-recommends', 'clamav-daemon']
    await saying('Installing clamd', 'apt-get', install, quiet)
  }
  const now = onPath()
  if (now !== undefined) return now
  throw new CannotStart('The tests of attachments need clamd. Install clamav-daemon.')
}

function onPath(): string | undefined {
  const { status, stdout } = spawnSync('sh', ['-c', 'PATH=$PATH:/usr/sbin command -v clamd'], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : undefined
}

import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { forgetState, readState, setAside, wantedRun } from '../wanted-rehearsal.ts'
import { messageOf } from './cannot-start.ts'
import type { Guarded } from './guarded.ts'
import { KeptRunning } from './kept-running.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { startNodeChild } from './node-child.ts'
import { keptPort } from './port.ts'
import { say } from './say.ts'

const lookEveryMs = 300
/** What could not be begun is tried again, but not three times a second. */
const failedPauseMs = 5000

type Stoppable = { readonly stop: () => Promise<void> }
type Run = {
  readonly id: string
  readonly env: NodeJS.ProcessEnv
  readonly parts: Stoppable[]
  worker: boolean
}

/**
 * Runs the processes of one portal's rehearsal environment for as long as the builder wants it: a mail catcher of its own,
 * so that no message of an invented person leaves this machine, then `serve`, and `work` once there is a database.
 */
export class RunRehearsal {
  readonly #folder: string
  readonly #logs: string
  readonly #main: string
  readonly #env: NodeJS.ProcessEnv
  readonly #stopping = new AbortController()
  readonly #watching: Promise<void>
  #run: Run | null = null

  /** `env` is that of the portal's own processes: the same servers, another database, other keys and mail. */
  constructor(folder: string, logs: string, main: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder
    this.#logs = logs
    this.#main = main
    this.#env = env
    // What was wanted when everything was stopped is wanted again when somebody says so.
    setAside(folder)
    forgetState(folder)
    this.#watching = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#watching
    await this.#end()
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pauseMs = await this.#look().then(
        () => lookEveryMs,
        (fault: unknown) => {
          say(`The rehearsal could not be run: ${messageOf(fault)}`)
          return failedPauseMs
        },
      )
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #look(): Promise<void> {
    const wanted = wantedRun(this.#folder)
    if (wanted !== (this.#run?.id ?? null)) {
      await this.#end()
      if (wanted !== null) await this.#begin(wanted)
    }
    const run = this.#run
    if (!run || run.worker || readState(this.#folder)?.step !== 'up') return
    run.worker = true
    run.parts.push(this.#keep('work', run.env))
  }

  async #begin(id: string): Promise<void> {
    mkdirSync(join(this.#folder, 'mail'), { recursive: true, mode: 0o700 })
    const control = await keptPort(join(this.#folder, 'control-port'))
    // Last of what may fail: one that was started is a part of the run, and ends with it.
    const mail = await startMailCatcher(join(this.#folder, 'mail'))
    const env = this.#environment(id, mail.smtpUrl, control)
    this.#run = { id, env, parts: [mail], worker: false }
    this.#run.parts.push(this.#keep('serve', env))
  }

  async #end(): Promise<void> {
    const run = this.#run
    this.#run = null
    // The processes first, so that none of them sees the mail go.
    for (const part of run?.parts.toReversed() ?? []) await part.stop()
    if (run) forgetState(this.#folder)
  }

  #environment(id: string, smtpUrl: string, control: number): NodeJS.ProcessEnv {
    const {
      PORTICO_PORTALS: _furtherPortals,
      PORTICO_REHEARSAL: _rehearsal,
      PORTICO_BOUNCE_PORT: _bouncePort,
      PORTICO_REHEARSAL_PORT: port,
      PORTICO_BUILDER_PORT: builder,
      ...env
    } = this.#env
    return {
      ...env,
      PORTICO_ENVIRONMENT: 'rehearsal',
      PORTICO_TASKS: `rehearsal-${id.slice(0, 8)}`,
      PORTICO_HOME: this.#folder,
      SMTP_URL: smtpUrl,
      PORTICO_PORT: port,
      PORTICO_BUILDER_URL: `http://localhost:${builder}`,
      PORTICO_BUILDER_PORT: String(control),
    }
  }

  #keep(task: 'serve' | 'work', env: NodeJS.ProcessEnv): KeptRunning {
    const portal = env['PORTICO_PORTAL']
    const name = ['rehearsal', ...(portal === undefined ? [] : [portal])].join('-')
    const start = (): Guarded =>
      startNodeChild({
        file: this.#main,
        args: [task],
        env,
        logFile: join(this.#logs, `${task}-${name}.log`),
        memory: task === 'serve' ? 'fast' : 'small',
      })
    return new KeptRunning(`${task} of the ${basename(this.#folder)}`, start(), () =>
      Promise.resolve(start()),
    )
  }
}

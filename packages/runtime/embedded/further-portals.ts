import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { placedPortals } from '../placed-portal.ts'
import { messageOf } from './cannot-start.ts'
import type { Guarded } from './guarded.ts'
import type { Home } from './home.ts'
import { KeptRunning } from './kept-running.ts'
import { RunRehearsal } from './run-rehearsal.ts'
import { startNodeChild } from './node-child.ts'
import { keptPort } from './port.ts'
import { say } from './say.ts'

const lookEveryMs = 500

/** Runs the processes of every portal that somebody started beside the first one, as soon as it is written down. */
export class FurtherPortals {
  readonly #home: Home
  readonly #main: string
  readonly #env: NodeJS.ProcessEnv
  readonly #kept = new Map<string, readonly { readonly stop: () => Promise<void> }[]>()
  readonly #stopping = new AbortController()
  readonly #watching: Promise<void>

  /** `env` is that of the first portal's processes: the same servers, other databases and keys. */
  constructor(home: Home, main: string, env: NodeJS.ProcessEnv) {
    this.#home = home
    this.#main = main
    this.#env = env
    this.#watching = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#watching
    await Promise.all([...this.#kept.values()].flat().map((kept) => kept.stop()))
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      for (const portal of placedPortals(this.#home.at('portals')))
        if (!this.#kept.has(portal)) await this.#start(portal)
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }

  async #start(portal: string): Promise<void> {
    try {
      const env = await this.#environment(portal)
      rmSync(this.#home.at('portals', portal, 'dev.json'), { force: true })
      this.#kept.set(portal, [
        ...['serve', 'work'].map((task) => this.#keep(portal, task, env)),
        new RunRehearsal(
          this.#home.at('portals', portal, 'rehearsal'),
          this.#home.at('log'),
          this.#main,
          env,
        ),
      ])
      say(
        `The portal ${portal} is at http://localhost:${env['PORTICO_PORT']}, its builder at http://localhost:${env['PORTICO_BUILDER_PORT']}`,
      )
    } catch (fault) {
      say(`The portal ${portal} could not be started: ${messageOf(fault)}`)
    }
  }

  async #environment(portal: string): Promise<NodeJS.ProcessEnv> {
    const { PORTICO_PORTALS: _notItsAffair, PORTICO_BOUNCE_PORT: _takenByTheFirst, ...env } = this.#env
    return {
      ...env,
      PORTICO_PORTAL: portal,
      PORTICO_HOME: this.#home.at('portals', portal),
      PORTICO_PORT: String(await keptPort(this.#home.at('portals', portal, 'portal-port'))),
      PORTICO_BUILDER_PORT: String(await keptPort(this.#home.at('portals', portal, 'builder-port'))),
      PORTICO_REHEARSAL: this.#home.at('portals', portal, 'rehearsal'),
      PORTICO_REHEARSAL_PORT: String(await keptPort(this.#home.at('portals', portal, 'rehearsal-port'))),
    }
  }

  #keep(portal: string, task: string, env: NodeJS.ProcessEnv): KeptRunning {
    const start = (): Guarded =>
      startNodeChild({
        file: this.#main,
        args: [task],
        env,
        logFile: this.#home.at('log', `${task}-${portal}.log`),
        memory: task === 'serve' ? 'fast' : 'small',
      })
    return new KeptRunning(`${task} of the portal ${portal}`, start(), () => Promise.resolve(start()))
  }
}

import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { answering } from './answering.ts'
import { CannotStart } from './cannot-start.ts'
import { lastLines, type Guarded } from './guarded.ts'
import type { Home } from './home.ts'
import { KeptRunning } from './kept-running.ts'
import { startMailCatcher, type MailCatcher } from './mail-catcher.ts'
import { startNodeChild } from './node-child.ts'
import { keptPort } from './port.ts'
import type { Ports } from './ports.ts'
import { givenPostgres, startPostgres, type Postgres } from './postgres.ts'
import { FurtherPortals } from './further-portals.ts'
import { RunRehearsal } from './run-rehearsal.ts'
import { say } from './say.ts'
import { buildScreens } from './screens.ts'
import { givenTemporal, namespace, startTemporal, type Temporal } from './temporal.ts'
import { whereToLook } from './where-to-look.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/** Everything one `npm start` runs, and its end in the right order. */
export class Installation {
  readonly #home: Home
  readonly #ports: Ports
  readonly #env: NodeJS.ProcessEnv
  readonly #stops: (() => Promise<void>)[] = []
  #stopped = false
  #bouncePort: number | undefined

  constructor(home: Home, ports: Ports, env: NodeJS.ProcessEnv) {
    this.#home = home
    this.#ports = ports
    this.#env = env
  }

  async start(): Promise<void> {
    if (this.#env.SMTP_URL === undefined) this.#bouncePort = await keptPort(this.#home.at('bounce-port'))
    // All of them are waited for even when one refuses: each that came up must be stopped again.
    const [postgres, temporal, mail, screens] = await Promise.allSettled([
      this.#postgres(),
      this.#temporal(),
      this.#mail(),
      buildScreens(),
    ])
    const servers = { postgres: got(postgres), temporal: got(temporal), mail: got(mail) }
    got(screens)
    if (this.#stopped) return
    await this.#ownProcesses(servers)
    say(whereToLook(this.#home.at('dev.json'), servers.mail?.url))
  }

  /** Our own processes first, so that none of them sees its servers go. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const stop of this.#stops.splice(0).reverse()) await stop()
  }

  async #postgres(): Promise<Postgres> {
    const url = this.#env.DATABASE_URL
    if (url !== undefined) return givenPostgres(url)
    const place = { folder: this.#home.at('postgres'), logFile: this.#log('postgres'), durable: true }
    const postgres = await startPostgres(place)
    this.#keep('Postgres', postgres.server, async () => (await startPostgres(place)).server)
    say('Postgres is ready.')
    return postgres
  }

  async #temporal(): Promise<Temporal> {
    const address = this.#env.TEMPORAL_ADDRESS
    if (address !== undefined) return givenTemporal(address)
    const place = { folder: this.#home.at('temporal'), logFile: this.#log('temporal') }
    const temporal = await startTemporal(place, this.#env)
    this.#keep('Temporal', temporal.server, async () => (await startTemporal(place, this.#env)).server)
    say('Temporal is ready.')
    return temporal
  }

  async #mail(): Promise<MailCatcher | undefined> {
    if (this.#env.SMTP_URL !== undefined) return undefined
    const catcher = await startMailCatcher(this.#home.at('mail'), this.#bouncePort)
    this.#stops.push(() => catcher.stop())
    return catcher
  }

  async #ownProcesses(servers: {
    postgres: Postgres
    temporal: Temporal
    mail: MailCatcher | undefined
  }): Promise<void> {
    const env = {
      ...this.#env,
      DATABASE_URL: servers.postgres.url,
      TEMPORAL_ADDRESS: servers.temporal.address,
      TEMPORAL_NAMESPACE: namespace,
      ...(servers.mail === undefined
        ? {}
        : {
            SMTP_URL: servers.mail.smtpUrl,
            PORTICO_MAIL_URL: servers.mail.url,
            PORTICO_BOUNCE_PORT: String(this.#bouncePort),
          }),
      PORTICO_HOME: this.#home.folder,
      PORTICO_PORT: String(this.#ports.portal),
      PORTICO_BUILDER_PORT: String(this.#ports.builder),
      PORTICO_REHEARSAL_PORT: String(this.#ports.rehearsal),
      PORTICO_KEY_FILE: this.#env.PORTICO_KEY_FILE ?? this.#home.at('live.key'),
      PORTICO_PORTALS: this.#home.at('portals'),
      PORTICO_REHEARSAL: this.#home.at('rehearsal'),
    }
    rmSync(this.#home.at('dev.json'), { force: true })
    const serve = () =>
      startNodeChild({ file: main, args: ['serve'], env, logFile: this.#log('serve'), memory: 'fast' })
    const work = () =>
      startNodeChild({ file: main, args: ['work'], env, logFile: this.#log('work'), memory: 'small' })
    await this.#serving(serve)
    this.#keep('The worker', work(), () => Promise.resolve(work()))
    const portals = new FurtherPortals(this.#home, main, env)
    this.#stops.push(() => portals.stop())
    const rehearsal = new RunRehearsal(this.#home.at('rehearsal'), this.#home.at('log'), main, env)
    this.#stops.push(() => rehearsal.stop())
  }

  async #serving(serve: () => Guarded): Promise<void> {
    const running = serve()
    const answer = await answering(running, 120_000, () => alive(this.#ports.portal))
    if (answer !== 'answers') {
      await running.stop()
      throw new CannotStart(`The portal did not start. Its last words:\n${lastLines(this.#log('serve'), 20)}`)
    }
    this.#keep('The serving process', running, () => Promise.resolve(serve()))
  }

  #keep(name: string, running: Guarded | undefined, start: () => Promise<Guarded | undefined>): void {
    if (running === undefined) return
    const kept = new KeptRunning(name, running, async () => {
      const again = await start()
      if (again === undefined) throw new CannotStart(`${name} did not start again.`)
      return again
    })
    this.#stops.push(() => kept.stop())
  }

  #log(name: string): string {
    return this.#home.at('log', `${name}.log`)
  }
}

function got<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason
  return outcome.value
}

async function alive(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`)
  if (!answer.ok) throw new CannotStart('The portal is not ready yet.')
}

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { freePort } from '../packages/runtime/embedded/port.ts'
import { startNodeChild, type NodeChild } from '../packages/runtime/embedded/node-child.ts'
import { codeAt, currentStep } from '../packages/runtime/keys/totp.ts'
import { Person, type Door } from './person.ts'
import { freshDatabase, practiceDatabase, servers } from './servers.ts'

/** A process starts in two seconds; among many others on a busy machine it has taken half a minute. */
const startsWithinMs = 90_000

const main = new URL('../packages/runtime/main.ts', import.meta.url).pathname

const devFile = z.object({
  accounts: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      password: z.string(),
      totpSecret: z.string().nullable(),
    }),
  ),
})
type Account = z.infer<typeof devFile>['accounts'][number]

async function killed(child: NodeChild | null): Promise<void> {
  if (child?.pid === undefined) throw new Error('There is nothing to kill.')
  process.kill(child.pid, 'SIGKILL')
  await child.exited
}

function memoryOf(child: NodeChild | null): number {
  const status = readFileSync(`/proc/${child?.pid ?? 0}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** A practice of one test file's own: its database, its serving process and its worker, all of them real. */
export class Practice {
  readonly home: string
  readonly databaseUrl: string
  readonly urls: Readonly<Record<Door, string>>
  readonly environment: NodeJS.ProcessEnv
  #serving: NodeChild | null = null
  #working: NodeChild | null = null
  readonly #steps = new Map<string, number>()

  private constructor(
    home: string,
    databaseUrl: string,
    environment: NodeJS.ProcessEnv,
    urls: Readonly<Record<Door, string>>,
  ) {
    this.home = home
    this.databaseUrl = databaseUrl
    this.environment = environment
    this.urls = urls
  }

  /** `settings` go before those of the run: another Temporal, a gate before Postgres or the mail server. */
  static async open({
    works = true,
    requests = false,
    template,
    settings = () => ({}),
  }: {
    readonly works?: boolean
    /** Those a demo begins with. Most tests make their own, and count. */
    readonly requests?: boolean
    /** Another portal to begin with than the family practice's. */
    readonly template?: string
    readonly settings?: (databaseUrl: string) => NodeJS.ProcessEnv
  } = {}): Promise<Practice> {
    const home = mkdtempSync(join(tmpdir(), 'portico-practice-'))
    // A demo's requests are played where the people are new, and another template has people of its own.
    const isNew = requests || template !== undefined
    const databaseUrl = await (isNew ? freshDatabase() : practiceDatabase())
    const [portal, office] = [await freePort(), await freePort()]
    const { temporalAddress, smtpUrl } = servers()
    const environment = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      SMTP_URL: smtpUrl,
      PORTICO_HOME: home,
      PORTICO_KEY_FILE: servers().keyFile,
      PORTICO_DEMO_REQUESTS: String(requests),
      ...(template !== undefined && { PORTICO_TEMPLATE: template }),
      PORTICO_TASKS: randomUUID(),
      PORTICO_PORT: String(portal),
      PORTICO_BUILDER_PORT: String(office),
      ...settings(databaseUrl),
    }
    const practice = new Practice(home, databaseUrl, environment, {
      portal: `http://localhost:${portal}`,
      office: `http://localhost:${office}`,
    })
    await practice.startServing()
    if (works) practice.startWorking()
    return practice
  }

  async startServing(): Promise<void> {
    this.#serving = this.#child('serve')
    await this.until(
      'the portal answers',
      async () => (await fetch(`${this.urls.portal}/healthz`).catch(() => null))?.ok === true,
      startsWithinMs,
    )
  }

  startWorking(): void {
    this.#working = this.#child('work')
  }

  async stopWorking(): Promise<void> {
    await this.#working?.stop()
    this.#working = null
  }

  async stopServing(): Promise<void> {
    await this.#serving?.stop()
    this.#serving = null
  }

  /** Megabytes the serving process holds now. */
  servingMemory(): number {
    return memoryOf(this.#serving)
  }

  workingMemory(): number {
    return memoryOf(this.#working)
  }

  /** The files below its home that the serving process holds open now. */
  servingFiles(): readonly string[] {
    const folder = `/proc/${this.#serving?.pid ?? 0}/fd`
    return readdirSync(folder).flatMap((name) => {
      try {
        const path = readlinkSync(join(folder, name))
        return path.startsWith(this.home) ? [path] : []
      } catch {
        // It was closed meanwhile.
        return []
      }
    })
  }

  /** As the machine would, in the middle of anything. */
  async killServing(): Promise<void> {
    await killed(this.#serving)
  }

  async killWorking(): Promise<void> {
    await killed(this.#working)
  }

  #child(task: string): NodeChild {
    return startNodeChild({
      file: main,
      args: [task],
      env: this.environment,
      logFile: join(this.home, `${task}.log`),
      memory: task === 'serve' ? 'fast' : 'small',
    })
  }

  /** Everything both processes wrote. */
  logs(): string {
    return ['serve', 'work'].map((task) => this.#log(task)).join('\n')
  }

  #log(task: string): string {
    try {
      return readFileSync(join(this.home, `${task}.log`), 'utf8')
    } catch {
      return ''
    }
  }

  account(email: string): Account {
    const { accounts } = devFile.parse(JSON.parse(readFileSync(join(this.home, 'dev.json'), 'utf8')))
    const account = accounts.find((one) => one.email === email)
    if (!account) throw new Error(`Nobody in this practice is ${email}.`)
    return account
  }

  /** A code of this account that was not used before: each works once. */
  code(account: Account): string | undefined {
    if (account.totpSecret === null) return undefined
    const step = this.#nextStep(account)
    this.#steps.set(account.email, step)
    return codeAt(account.totpSecret, step)
  }

  /** The earliest code that is taken now and for ten seconds more. */
  #nextStep({ email }: Account): number {
    const oldest = Math.floor((Date.now() + 10_000) / 30_000) - 1
    return Math.max(oldest, (this.#steps.get(email) ?? 0) + 1)
  }

  /** Forgets which codes were used, for a test in which somebody signs in more often than codes change. */
  async forgetCodes(): Promise<void> {
    this.#steps.clear()
    await this.superuser((client) => client.query('update portico.account set totp_step = 0'))
  }

  /** Moves the practice's clock on, as a rehearsal does: what was due by then is due now. */
  async jump(seconds: number): Promise<void> {
    await this.superuser((client) => client.query('select portico.jump_clock($1)', [seconds]))
    await this.forgetCodes()
  }

  async jumpPast(instant: string | null): Promise<void> {
    if (instant === null) throw new Error('Nothing is due.')
    const { rows } = await this.superuser((client) =>
      client.query<{ seconds: string }>(
        'select ceil(extract(epoch from $1::timestamptz - portico.portico_now())) + 1 as seconds',
        [instant],
      ),
    )
    // On a busy machine it may be past already.
    await this.jump(Math.max(0, Number(rows[0]?.seconds)))
  }

  stranger(door: Door = 'portal'): Person {
    return new Person(this.urls[door])
  }

  async as(email: string, door: Door = 'portal'): Promise<Person> {
    const account = this.account(email)
    const person = this.stranger(door)
    if (this.#nextStep(account) > currentStep() + 1) await this.forgetCodes()
    await person.api.session.signIn.mutate({
      name: email,
      password: account.password,
      code: this.code(account),
    })
    return person
  }

  /** As the superuser of Postgres, who can do what no login of ours can. */
  async superuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = new Client({ connectionString: this.databaseUrl })
    await client.connect()
    try {
      return await work(client)
    } finally {
      await client.end()
    }
  }

  /** Waits for what must become true, and says what was missing when it does not. */
  async until(what: string, isTrue: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
    const begun = performance.now()
    while (!(await isTrue())) {
      if (performance.now() - begun > withinMs)
        throw new Error(`Waited ${withinMs} ms in vain until ${what}.\n${this.logs().slice(-4000)}`)
      await sleep(50)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.stopServing(), this.stopWorking()])
    rmSync(this.home, { recursive: true, force: true })
  }
}

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { freePort } from '../packages/runtime/embedded/port.ts'
import { startNodeChild } from '../packages/runtime/embedded/node-child.ts'
import type { Guarded } from '../packages/runtime/embedded/guarded.ts'
import { codeAt, currentStep } from '../packages/runtime/keys/totp.ts'
import { Person, type Door } from './person.ts'
import { freshDatabase, servers } from './servers.ts'

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

/** A practice of one test file's own: its database, its serving process and its worker, all of them real. */
export class Practice {
  readonly home: string
  readonly databaseUrl: string
  readonly urls: Readonly<Record<Door, string>>
  readonly environment: NodeJS.ProcessEnv
  #serving: Guarded | null = null
  #working: Guarded | null = null
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

  static async open({ works = true }: { readonly works?: boolean } = {}): Promise<Practice> {
    const home = mkdtempSync(join(tmpdir(), 'portico-practice-'))
    const databaseUrl = await freshDatabase()
    const [portal, office] = [await freePort(), await freePort()]
    const { temporalAddress, smtpUrl } = servers()
    const environment = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      SMTP_URL: smtpUrl,
      PORTICO_HOME: home,
      PORTICO_KEY_FILE: servers().keyFile,
      PORTICO_TASKS: randomUUID(),
      PORTICO_PORT: String(portal),
      PORTICO_BUILDER_PORT: String(office),
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

  #child(task: string): Guarded {
    return startNodeChild({
      file: main,
      args: [task],
      env: this.environment,
      logFile: join(this.home, `${task}.log`),
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
    const step = Math.max(currentStep() - 1, (this.#steps.get(account.email) ?? 0) + 1)
    this.#steps.set(account.email, step)
    return codeAt(account.totpSecret, step)
  }

  stranger(door: Door = 'portal'): Person {
    return new Person(this.urls[door])
  }

  async as(email: string, door: Door = 'portal'): Promise<Person> {
    const account = this.account(email)
    const person = this.stranger(door)
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

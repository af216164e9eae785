import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { RecordId } from '@portico/engine/brand'
import type { Portal } from '@portico/engine/portal/portal'
import type { Refusal } from '@portico/engine/refusal'
import type { Result } from '@portico/engine/result'
import type { InventedRequest, InventedStep, People } from '../files/people.ts'
import { setDemoClock } from '../postgres/people-store.ts'
import type { Adapters } from './adapters.ts'
import { advanceRequest } from './advance-request.ts'
import type { Call, Context } from './call.ts'
import { fireDeadline } from './fire-deadline.ts'
import { loadPlan } from './load-plan.ts'
import { sendAttachment } from './send-attachment.ts'
import { startRequest } from './start-request.ts'

/** A request under way: what is still to be done with it, and what the last step left. */
type Played = {
  readonly request: InventedRequest
  readonly rest: InventedStep[]
  id: RecordId | null
  version: number
  /** What the system does with it next, and when. */
  deadline: { readonly id: string; readonly at: number } | null
}

/** A deadline is taken when it has come, and a little later, so that nobody's clock says it has not. */
const marginMs = 1000
const farthestSeconds = 200 * 24 * 60 * 60

const done = <T>(result: Result<T>, what: string): T => {
  if (result.ok) return result.value
  const refusal: Refusal = result.refusal
  throw new Error(`The demo's ${what} was refused: ${refusal.code}.`)
}

/** Plays a demo's requests through the commands that people's screens call, at the times they are said to have happened. */
class Play {
  readonly #adapters: Adapters
  readonly #portal: Portal
  readonly #people: People
  readonly #played: readonly Played[]
  readonly #realNow = Date.now()
  /** How far back the clock stands, in seconds. */
  #offset = -farthestSeconds

  constructor(adapters: Adapters, portal: Portal, people: People) {
    this.#adapters = adapters
    this.#portal = portal
    this.#people = people
    this.#played = people.requests.map((request) => ({
      request,
      rest: [...request.steps],
      id: null,
      version: 0,
      deadline: null,
    }))
  }

  async run(): Promise<void> {
    for (let next = this.#next(); next; next = this.#next()) {
      await this.#passDeadlines(this.#timeOf(next))
      await this.#comeTo(this.#timeOf(next))
      await this.#act(next)
    }
    await this.#passDeadlines(this.#realNow)
    await setDemoClock(this.#adapters.database.pool('portico_publisher'), 0)
  }

  /** What happens first of all that is still to happen. */
  #next(): Played | undefined {
    const open = this.#played.filter(({ id, rest }) => id === null || rest.length > 0)
    return open.toSorted((one, other) => this.#timeOf(one) - this.#timeOf(other))[0]
  }

  /** Nothing has happened later than now. */
  #timeOf({ request, rest, id }: Played): number {
    const at = id === null ? request.at : (rest[0]?.at ?? request.at)
    return Math.min(Date.parse(at), this.#realNow)
  }

  /** Time only goes forward, also when doing things took longer than the times they are said to have happened at lie apart. */
  async #comeTo(time: number): Promise<void> {
    this.#offset = Math.max(this.#offset, Math.min(Math.ceil((time - Date.now()) / 1000), 0))
    await setDemoClock(this.#adapters.database.pool('portico_publisher'), this.#offset)
  }

  /** Takes what falls due until then, in its order, as the worker would have. */
  async #passDeadlines(until: number): Promise<void> {
    for (let due = this.#dueBefore(until); due?.deadline; due = this.#dueBefore(until)) {
      await this.#comeTo(due.deadline.at + marginMs)
      await fireDeadline(this.#adapters, due.deadline.id)
      due.version += 1
      await this.#lookAhead(due)
    }
  }

  #dueBefore(until: number): Played | undefined {
    const at = ({ deadline }: Played): number => (deadline?.at ?? Infinity) + marginMs
    const [first] = this.#played.toSorted((one, other) => at(one) - at(other))
    return first && at(first) < until ? first : undefined
  }

  async #lookAhead(played: Played): Promise<void> {
    const { deadline } = await loadPlan(this.#adapters, played.id ?? '')
    const now = Date.now() + this.#offset * 1000
    played.deadline = deadline && { id: deadline.id, at: now + deadline.waitMs }
  }

  async #act(played: Played): Promise<void> {
    await (played.id === null ? this.#begin(played) : this.#step(played, played.id))
    await this.#lookAhead(played)
  }

  async #begin(played: Played): Promise<void> {
    const { workflow, patient, answers, by } = played.request
    const input = { workflow, answers, key: randomUUID(), ...(patient === null ? {} : { patient }) }
    const { id, version } = done(
      await this.#as(by, (context) => startRequest(context, input)),
      `new ${workflow}`,
    )
    played.id = id
    played.version = version
  }

  async #step(played: Played, id: RecordId): Promise<void> {
    const { workflow } = played.request
    const step = played.rest.shift()
    const table = this.#portal.workflows[workflow]?.table
    if (!step || table === undefined) throw new Error('only what has a next step is acted upon')
    const { take: transition, by } = step
    const what = `${workflow}: ${transition}`
    const advanced = await this.#as(by, async (context) => {
      const answers = await this.#sent(context, { table, record: id }, step.answers, what)
      const { version: expectedVersion } = played
      return advanceRequest(context, { table, id, transition, answers, expectedVersion, key: randomUUID() })
    })
    played.version = done(advanced, what).version
  }

  /** What is written for a file is the text in it: it is sent first, as a screen sends it. */
  async #sent(
    context: Context,
    place: { readonly table: string; readonly record: RecordId },
    answers: Readonly<Record<string, string>>,
    what: string,
  ): Promise<Readonly<Record<string, string>>> {
    const sent: Record<string, string> = { ...answers }
    for (const [field, text] of Object.entries(answers)) {
      if (this.#portal.tables[place.table]?.fields[field]?.kind !== 'attachment') continue
      const bytes = Buffer.from(text)
      const input = { ...place, field, name: `${field}.txt`, size: bytes.length }
      sent[field] = done(await sendAttachment(context, input, Readable.from([bytes])), what).id
    }
    return sent
  }

  /** In a session of somebody's own, as if she had signed in for it. */
  async #as<T>(email: string, work: (context: Context) => Promise<T>): Promise<T> {
    const account = this.#people.accounts.find((one) => one.email === email)
    if (!account) throw new Error('a read file of people names only its own accounts')
    const audience = account.roles.some((role) => this.#portal.roles[role]?.audience === 'patient')
      ? 'patient'
      : 'staff'
    const tokens: string[] = []
    const call: Call = {
      app: 'portal',
      token: null,
      standsFor: null,
      isByPerson: true,
      address: '127.0.0.1',
      browser: 'Portico',
      setToken: (token) => {
        if (token !== null) tokens.push(token)
      },
    }
    await this.#adapters.sessions.open(call, account.id, audience, true)
    const signedIn = { ...call, token: tokens[0] ?? null }
    try {
      return await work({ adapters: this.#adapters, call: signedIn })
    } finally {
      await this.#adapters.sessions.end(signedIn)
    }
  }
}

/**
 * Gives a fresh demo the requests its people file tells of: nothing is written by hand, every step is one that its person
 * may take, and what falls due in between is taken by the system.
 */
export const playRequests = (adapters: Adapters, portal: Portal, people: People): Promise<void> =>
  new Play(adapters, portal, people).run()

import { randomUUID } from 'node:crypto'
import { Practice } from '../practice.ts'
import { Environment } from './environment.ts'

export const answers = {
  medication: 'Lisinopril',
  dose: '10 mg',
  days_left: '3',
  pharmacy: 'main-street',
  reason: 'Running out soon',
}
export const ada = '20000000-0000-4000-8000-000000000001'
export const ben = '20000000-0000-4000-8000-000000000003'

const emails = ['ada@example.com', 'ben@example.com'].concat(
  ['finn', 'wanda', 'nora', 'priya', 'alex'].map((name) => `${name}@maple.example.com`),
)

/** The template's practice with a refill at each location, and everybody's session in the attacker's hands. */
export class Maple {
  readonly practice: Practice
  readonly environment: Environment
  readonly hash: string
  /** The refills of Ada, who is with the east location, and of Ben, who is with the west. */
  readonly adas: string
  readonly bens: string
  readonly #sessions: ReadonlyMap<string, Buffer>

  private constructor(
    practice: Practice,
    environment: Environment,
    hash: string,
    [adas, bens]: readonly [string, string],
    sessions: ReadonlyMap<string, Buffer>,
  ) {
    this.practice = practice
    this.environment = environment
    this.hash = hash
    this.adas = adas
    this.bens = bens
    this.#sessions = sessions
  }

  static async open(): Promise<Maple> {
    const practice = await Practice.open({ works: false })
    const environment = await Environment.of(practice.databaseUrl)
    const started = async (email: string): Promise<string> => {
      const { api } = await practice.as(email)
      return (await api.requests.start.mutate({ workflow: 'refill', answers, key: randomUUID() })).id
    }
    const requests = [await started('ada@example.com'), await started('ben@example.com')] as const
    const sessions = new Map<string, Buffer>()
    for (const email of emails)
      sessions.set(email, await environment.openSession(await environment.accountOf(email)))
    return new Maple(practice, environment, await environment.hash(), requests, sessions)
  }

  view(audience: 'patient' | 'staff' | 'system'): string {
    return `p_${this.hash.slice(0, 12)}_${audience}`
  }

  sessionOf(email: string): Buffer {
    const mac = this.#sessions.get(email)
    if (!mac) throw new Error(`${email} did not sign in.`)
    return mac
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.environment[Symbol.asyncDispose]()
    await this.practice[Symbol.asyncDispose]()
  }
}

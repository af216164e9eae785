import { randomUUID } from 'node:crypto'
import { apply } from '@portico/engine/portal/apply'
import { fieldOfKind } from '@portico/engine/portal/change-kind'
import type { Portal } from '@portico/engine/portal/portal'
import { readFolder } from '../../packages/runtime/files/portal-folder.ts'
import { Environment } from '../access/environment.ts'
import { east, insertVisits } from '../bench/bench-practice.ts'
import { visits, withVisits } from '../bench/visits.ts'
import type { Person } from '../person.ts'
import { Practice } from '../practice.ts'

const ada = '20000000-0000-4000-8000-000000000001'
const batch = 2000
const template = new URL('../../templates/family-practice', import.meta.url).pathname

/** What was asked for while it was busy, in milliseconds each, and what was answered with a fault or a no. */
export type Work = {
  readonly reads: readonly number[]
  readonly writes: readonly number[]
  readonly failed: readonly string[]
}

/** A practice with so many visits, at which everybody reads and writes without a pause. */
export class BusyPractice implements AsyncDisposable {
  readonly practice: Practice
  readonly environment: Environment
  readonly before: Portal
  readonly #session: Buffer

  private constructor(practice: Practice, environment: Environment, before: Portal, session: Buffer) {
    this.practice = practice
    this.environment = environment
    this.before = before
    this.#session = session
  }

  static async open(count: number): Promise<BusyPractice> {
    const practice = await Practice.open({ works: false })
    const environment = await Environment.of(practice.databaseUrl)
    const { portal } = await readFolder(template)
    if (!portal) throw new Error('The template cannot be read.')
    const before = withNurses(withVisits(portal))
    await environment.publish(before)
    await insertAll(environment, count)
    const session = await environment.openSession(await environment.accountOf('dana@maple.example.com'))
    return new BusyPractice(practice, environment, before, session)
  }

  /** What staff think of a visit becomes a short text, so that every visit is filled anew. */
  after(): Portal {
    const { table, field } = { table: 'visit', field: 'internal_note' }
    const old = this.before.tables[table]?.fields[field]
    const made =
      old &&
      apply(this.before, {
        ...{ kind: 'change-kind', table, field, into: 'note_2' },
        as: fieldOfKind(field, old, { kind: 'text' }),
      })
    if (!made?.ok) throw new Error('A long text can be a short one.')
    return made.value.portal
  }

  publish(portal: Portal): ReturnType<Environment['publish']> {
    return this.environment.publish(portal, this.#session)
  }

  /** Everybody reads and writes through the doors until the work is done, each again as soon as she is answered. */
  async while(work: () => Promise<unknown>): Promise<Work> {
    const told: { reads: number[]; writes: number[]; failed: string[] } = {
      reads: [],
      writes: [],
      failed: [],
    }
    const [patient, desk, provider] = await Promise.all(
      ['ada@example.com', 'finn@maple.example.com', 'priya@maple.example.com'].map((email) =>
        this.practice.as(email),
      ),
    )
    if (!patient || !desk || !provider) throw new Error('Nobody is there.')
    let isOver = false
    const again = async (took: number[], call: () => Promise<unknown>): Promise<void> => {
      while (!isOver) {
        const begun = performance.now()
        await call().catch((fault: unknown) => told.failed.push(String(fault)))
        took.push(performance.now() - begun)
      }
    }
    const list = (person: Person) => () => person.api.records.list.query({ table: 'visit' })
    const everybody = Promise.all([
      ...[patient, desk, provider, desk].map((person) => again(told.reads, list(person))),
      again(told.writes, starting(patient)),
      again(told.writes, await moving(patient, desk)),
    ])
    try {
      await work()
    } finally {
      isOver = true
      await everybody
    }
    return told
  }

  /** What the last publishing took, and for how long the others waited, in milliseconds. */
  async took(): Promise<{ readonly tookMs: number; readonly heldMs: number }> {
    const { rows } = await this.environment.superuser.query<{ tookMs: number; heldMs: number }>(
      `select took_ms as "tookMs", held_ms as "heldMs" from portico.publishing where state = 'live' order by live_at desc limit 1`,
    )
    const [row] = rows
    if (!row) throw new Error('Nothing went live.')
    return row
  }

  /** Visits of which staff think something that was not taken over. */
  async unfilled(): Promise<number> {
    const { rows } = await this.environment.superuser.query<{ count: number }>(
      'select count(*)::int as count from data.visit where internal_note is not null and note_2 is null',
    )
    return rows[0]?.count ?? 0
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.environment[Symbol.asyncDispose]()
    await this.practice[Symbol.asyncDispose]()
  }
}

/** Whoever works on a queue must see something of what waits there, or no draft is published. */
const withNurses = (portal: Portal): Portal => ({
  ...portal,
  permissions: [
    ...portal.permissions,
    { role: 'nurse', table: 'visit', may: ['read'], fields: ['patient', 'title'] },
  ],
})

const typed = {
  title: 'A visit',
  kind: 'first',
  wanted_on: '2026-12-01',
  symptoms: 'Tired since Monday',
  location: east,
}
const starting = (patient: Person) => () =>
  patient.api.requests.start.mutate({ workflow: 'visit', answers: typed, key: randomUUID() })

/** One request that the front desk sorts and opens again. */
const moving = async (patient: Person, desk: Person): Promise<() => Promise<unknown>> => {
  const { id } = await starting(patient)()
  let version = 1
  return async () => {
    const transition = version % 2 === 1 ? 'sort' : 'reopen'
    const answers = { priority: version % 2 === 1 ? 'high' : 'low' }
    const moved = await desk.api.requests.advance.mutate({
      ...{ table: 'visit', id, transition, answers },
      ...{ expectedVersion: version, key: randomUUID() },
    })
    version = moved.version
  }
}

const insertAll = async ({ superuser, keyRing }: Environment, count: number): Promise<void> => {
  const ids = async (table: string) =>
    (await superuser.query<{ id: string }>(`select id from data.${table}`)).rows.map(({ id }) => id)
  const [patients, staff] = [await ids('patient'), await ids('staff')]
  const people = {
    patients: [ada, ...patients.filter((id) => id !== ada)],
    locations: await ids('location'),
    staff,
  }
  const all = [...visits(people, count)]
  // Loaded, not asked for: no trigger takes a step of it for somebody's change.
  await superuser.query('set session_replication_role = replica')
  for (let at = 0; at < all.length; at += batch)
    await insertVisits(superuser, all.slice(at, at + batch), keyRing)
  await superuser.query('set session_replication_role = origin')
  await superuser.query('analyze')
}

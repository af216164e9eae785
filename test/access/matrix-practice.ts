import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { FieldValue } from '@portico/engine/access/condition'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import { portalSchema, requestFields, type Portal } from '@portico/engine/portal/portal'
import { isWorkflowTable } from '@portico/engine/portal/workflow-table'
import type { World, WorldRecord } from '@portico/engine/testing/random-world'
import { openCells } from '../../packages/runtime/commands/cells.ts'
import { openKeyRing, type KeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import { valueTypes } from '../../packages/runtime/postgres/value-types.ts'
import { Practice } from '../practice.ts'
import type { Person } from '../person.ts'
import { servers } from '../servers.ts'
import { Environment } from './environment.ts'
import { accountOf, answersOf, elsa, everybody, patients, standsFor } from './matrix-people.ts'
import type { Scene } from './scene.ts'
import { makeAppointments, makeDocuments } from './template-requests.ts'

export const tables = [
  'location',
  'patient',
  'staff',
  'refill',
  'slot',
  'appointment',
  'form-request',
  'records-request',
] as const

const openValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

type Opened = Readonly<Record<string, FieldValue>>
type Found = { readonly world: World; readonly plain: ReadonlyMap<string, Opened> }

/** The template's practice with requests at every distance from their end, and everybody signed in. */
export class MatrixPractice {
  readonly practice: Practice
  readonly environment: Environment
  readonly keyRing: KeyRing
  readonly #people: ReadonlyMap<string, Person>
  readonly #scenes = new Map<string, Scene & { readonly mac: Buffer }>()
  #portal: Portal | null = null
  #found: Found = { world: [], plain: new Map() }

  private constructor(practice: Practice, environment: Environment, people: ReadonlyMap<string, Person>) {
    this.practice = practice
    this.environment = environment
    this.#people = people
    const store = openKeyStore(environment.database.pool('portico_keys'))
    this.keyRing = openKeyRing(localFile(servers().keyFile), store)
  }

  static async open(): Promise<MatrixPractice> {
    const practice = await Practice.open({ works: false })
    const people = new Map<string, Person>()
    for (const email of everybody) {
      const person = await practice.as(accountOf(email))
      const patient = standsFor(email)
      people.set(email, patient === null ? person : person.standingFor(patient))
    }
    const matrix = new MatrixPractice(practice, await Environment.of(practice.databaseUrl), people)
    await matrix.#makeRequests()
    await matrix.#readAll()
    return matrix
  }

  get portal(): Portal {
    if (!this.#portal) throw new Error('no version is live')
    return this.#portal
  }

  get world(): World {
    return this.#found.world
  }

  /** A record's private values, opened. */
  plainOf({ id }: Pick<WorldRecord, 'id'>): Opened {
    return this.#found.plain.get(id) ?? {}
  }

  person(email: string): Person {
    const person = this.#people.get(email)
    if (!person) throw new Error(`${email} did not sign in.`)
    return person
  }

  scene(email: string): Scene & { readonly mac: Buffer } {
    const scene = this.#scenes.get(email)
    if (!scene) throw new Error(`${email} is not in the picture.`)
    return scene
  }

  start(email: string, patient?: string) {
    return this.person(email).api.requests.start.mutate({
      workflow: 'refill',
      answers: answersOf(email),
      key: randomUUID(),
      ...(patient === undefined ? {} : { patient }),
    })
  }

  advance(email: string, id: string, transition: string, expectedVersion: number, answers = {}) {
    return this.person(email).api.requests.advance.mutate({
      table: 'refill',
      id,
      transition,
      answers,
      expectedVersion,
      key: randomUUID(),
    })
  }

  async #makeRequests(): Promise<void> {
    for (const email of patients) await this.start(email)
    // Entered by the practice, so that there is something which the one who acts for her may not see.
    await this.start('finn@maple.example.com', elsa)
    for (const email of ['ada@example.com', 'ben@example.com', 'rosa@example.com']) {
      const { id } = await this.start(email)
      await this.advance('nora@maple.example.com', id, 'take', 1)
      if (email.startsWith('rosa')) continue
      await this.advance('nora@maple.example.com', id, 'send-on', 2)
      const note = { decision_note: 'Fine for ninety days' }
      if (email.startsWith('ada')) await this.advance('priya@maple.example.com', id, 'approve', 3, note)
    }
    const asking = patients.map((email) => this.person(email))
    await makeAppointments(asking, this.environment.superuser)
    await makeDocuments(asking, this.person('finn@maple.example.com'), '20000000-0000-4000-8000-000000000001')
  }

  async #readAll(): Promise<void> {
    const { rows } = await this.environment.superuser.query<{ body: string; hash: string }>(
      'select v.body, v.hash from portico.version v join portico.live l on l.version = v.number',
    )
    this.#portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
    this.#found = await this.#readWorld()
    for (const email of everybody) this.#scenes.set(email, await this.#readScene(email, rows[0]?.hash ?? ''))
  }

  /** Every record as the superuser finds it: private cells as bytes in `world`, and opened in `plain`. */
  async #readWorld(): Promise<Found> {
    const plain = new Map<string, Opened>()
    const world: WorldRecord[] = []
    for (const table of tables) {
      const fields = Object.keys(this.portal.tables[table]?.fields ?? {})
      const { rows } = await this.environment.superuser.query<Record<string, unknown>>({
        text: `select * from data."${table}"`,
        types: valueTypes,
      })
      const cells = await openCells(rows, table, fields, this.keyRing)
      for (const [index, row] of rows.entries()) {
        const record = this.#recordOf(table, fields, row)
        world.push(record)
        plain.set(record.id, cells[index] ?? {})
      }
    }
    return { world, plain }
  }

  #recordOf(table: string, fields: readonly string[], row: Readonly<Record<string, unknown>>): WorldRecord {
    const id = String(row['id'])
    if (!isRecordId(id)) throw new Error('a record has an id')
    const declared = fields.map((field): [string, FieldValue] => {
      const value = row[field]
      return [field, Buffer.isBuffer(value) ? value.toString('hex') : openValue.parse(value)]
    })
    const request = isWorkflowTable(this.portal, table)
      ? requestFields.map((field): [string, FieldValue] => [field, openValue.parse(row[`_${field}`])])
      : []
    return { id, table, values: Object.fromEntries([...declared, ...request]) }
  }

  async #readScene(email: string, hash: string): Promise<Scene & { readonly mac: Buffer }> {
    const { environment, portal, world } = this
    const account = await environment.accountOf(accountOf(email))
    const patient = standsFor(email)
    const { rows } = await environment.superuser.query<{ person: string; roles: string[]; today: string }>(
      `select a.person, array_agg(r.role) as roles, portico.today()::text as today
       from portico.account a join portico.account_role r on r.account = a.id where a.id = $1 and r.for_patient is not distinct from $2 group by a.id`,
      [account, patient],
    )
    const [row] = rows
    if (!row || !isRecordId(row.person) || !isAccountId(account)) throw new Error(`${email} is nobody.`)
    const audience = patients.includes(accountOf(email)) ? 'patient' : 'staff'
    const self = patient !== null && isRecordId(patient) ? patient : row.person
    const actor = {
      account,
      audience,
      roles: row.roles,
      powers: [],
      person: row.person,
      patient: audience === 'patient' ? self : null,
      facts: world.find(({ id }) => id === self)?.values ?? {},
    } as const
    const mac = await environment.openSession(account)
    return { portal, hash, world, actor, today: row.today, encoding: 'hex', mac }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.environment[Symbol.asyncDispose]()
    await this.practice[Symbol.asyncDispose]()
  }
}

import { randomUUID } from 'node:crypto'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { abilityFor, may } from '@portico/engine/access/ability'
import type { FieldValue } from '@portico/engine/access/condition'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import { portalSchema, type Portal } from '@portico/engine/portal/portal'
import { randomFrom } from '@portico/engine/testing/random'
import type { World } from '@portico/engine/testing/random-world'
import { openCells } from '../../packages/runtime/commands/cells.ts'
import { openKeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import { valueTypes } from '../../packages/runtime/postgres/value-types.ts'
import { Practice } from '../practice.ts'
import { refusalOf, type Person } from '../person.ts'
import { servers } from '../servers.ts'
import { Environment } from './environment.ts'
import { checkReads, checkWrites, creates, deletes, fieldsOn, granted, updates, type Scene } from './scene.ts'
import { accountOf, answersOf, elsa, everybody, patients, standsFor } from './matrix-people.ts'
import { makeAppointments, makeDocuments } from './template-requests.ts'

const tables = [
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

let practice: Practice
let environment: Environment
let portal: Portal
let world: World
let plain: ReadonlyMap<string, Readonly<Record<string, FieldValue>>>
const people = new Map<string, Person>()
const scenes = new Map<string, Scene & { readonly mac: Buffer }>()

const personOf = (email: string): Person => {
  const person = people.get(email)
  if (!person) throw new Error(`${email} did not sign in.`)
  return person
}
const sceneOf = (email: string): Scene & { readonly mac: Buffer } => {
  const scene = scenes.get(email)
  if (!scene) throw new Error(`${email} is not in the picture.`)
  return scene
}

const start = (email: string, patient?: string) =>
  personOf(email).api.requests.start.mutate({
    workflow: 'refill',
    answers: answersOf(email),
    key: randomUUID(),
    ...(patient === undefined ? {} : { patient }),
  })

const advance = (email: string, id: string, transition: string, expectedVersion: number, typed = {}) =>
  personOf(email).api.requests.advance.mutate({
    table: 'refill',
    id,
    transition,
    answers: typed,
    expectedVersion,
    key: randomUUID(),
  })

/** A refill of every patient, at every distance from its end. */
const makeRefills = async (): Promise<void> => {
  for (const email of patients) await start(email)
  // Entered by the practice, so that there is something which the one who acts for her may not see.
  await start('finn@maple.example.com', elsa)
  for (const email of ['ada@example.com', 'ben@example.com', 'rosa@example.com']) {
    const { id } = await start(email)
    await advance('nora@maple.example.com', id, 'take', 1)
    if (email.startsWith('rosa')) continue
    await advance('nora@maple.example.com', id, 'send-on', 2)
    const note = { decision_note: 'Fine for ninety days' }
    if (email.startsWith('ada')) await advance('priya@maple.example.com', id, 'approve', 3, note)
  }
}

/** Every record as the superuser finds it: private cells as bytes in `world`, and opened in `plain`. */
const readWorld = async (): Promise<void> => {
  const store = openKeyStore(environment.database.pool('portico_keys'))
  const keyRing = openKeyRing(localFile(servers().keyFile), store)
  const opened = new Map<string, Readonly<Record<string, FieldValue>>>()
  const found = []
  for (const table of tables) {
    const fields = Object.keys(portal.tables[table]?.fields ?? {})
    const { rows } = await environment.superuser.query<Record<string, unknown>>({
      text: `select * from data."${table}"`,
      types: valueTypes,
    })
    const cells = await openCells(rows, table, fields, keyRing)
    for (const [index, row] of rows.entries()) {
      const id = String(row['id'])
      if (!isRecordId(id)) throw new Error('a record has an id')
      const values = Object.fromEntries(
        fields.map((field): [string, FieldValue] => {
          const value = row[field]
          return [field, Buffer.isBuffer(value) ? value.toString('hex') : openValue.parse(value)]
        }),
      )
      found.push({ id, table, values })
      opened.set(id, cells[index] ?? {})
    }
  }
  world = found
  plain = opened
}

const readScene = async (email: string, hash: string): Promise<Scene & { readonly mac: Buffer }> => {
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

beforeAll(async () => {
  practice = await Practice.open({ works: false })
  environment = await Environment.of(practice.databaseUrl)
  for (const email of everybody) {
    const person = await practice.as(accountOf(email))
    const patient = standsFor(email)
    people.set(email, patient === null ? person : person.standingFor(patient))
  }
  await makeRefills()
  const asking = patients.map(personOf)
  await makeAppointments(asking, environment.superuser)
  await makeDocuments(asking, personOf('finn@maple.example.com'), '20000000-0000-4000-8000-000000000001')
  const { rows } = await environment.superuser.query<{ body: string; hash: string }>(
    'select v.body, v.hash from portico.version v join portico.live l on l.version = v.number',
  )
  portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
  await readWorld()
  for (const email of everybody) scenes.set(email, await readScene(email, rows[0]?.hash ?? ''))
}, 120_000)
afterAll(async () => {
  await environment[Symbol.asyncDispose]()
  await practice[Symbol.asyncDispose]()
})

type Answer = { readonly id: string; readonly cells: object; readonly hidden: readonly string[] }

/** What the API answered about one record is what the oracle grants: for patients without a trace of the rest. */
const checkAnswer = (scene: Scene, record: World[number], answer: Answer): void => {
  const { fields } = granted(scene, 'read', world, record)
  const expected = Object.entries(plain.get(record.id) ?? {}).filter(([field]) => fields.has(field))
  const withheld = fieldsOn(portal, record.table).flatMap(([field]) => (fields.has(field) ? [] : [field]))
  expect(answer.cells).toEqual(Object.fromEntries(expected))
  expect(answer.hidden).toEqual(scene.actor.audience === 'patient' ? [] : withheld)
  if (scene.actor.audience === 'patient')
    for (const field of withheld) expect(JSON.stringify(answer)).not.toContain(`"${field}"`)
}

const listed = async (email: string, table: string): Promise<readonly Answer[]> => {
  const scene = sceneOf(email)
  const call = personOf(email).api.records.list.query({ table, size: 100 })
  if (
    portal.permissions.some(
      (one) => one.table === table && portal.roles[one.role]?.audience === scene.actor.audience,
    )
  )
    return (await call).records
  expect(await refusalOf(call)).toEqual({ code: 'not-found' })
  return []
}

describe('R1 R8 R10 R13 R88 the permission matrix of the template, four ways:', () => {
  test.each(everybody)('%s reads what she is granted, cell by cell', async (email) => {
    const scene = sceneOf(email)
    const cells = await environment.acting(
      scene.actor.audience,
      scene.mac,
      (client) => checkReads(client, scene),
      standsFor(email),
    )
    expect(cells).toBeGreaterThan(70)
    for (const table of tables) {
      const records = new Map((await listed(email, table)).map((record) => [record.id, record]))
      for (const record of world.filter((one) => one.table === table)) {
        const isThere = granted(scene, 'read', world, record).record
        const inList = records.get(record.id)
        expect(inList !== undefined).toBe(isThere)
        const open = personOf(email).api.records.open.query({ table, id: record.id })
        if (!isThere) expect(await refusalOf(open)).toEqual({ code: 'not-found' })
        else for (const answer of [await open, inList]) if (answer) checkAnswer(scene, record, answer)
      }
    }
  })

  test.each(everybody)('%s creates and changes what she is granted, field by field', async (email) => {
    const scene = sceneOf(email)
    const random = randomFrom(20261122)
    const writes = async (client: PoolClient) => {
      await checkWrites(client, scene, updates(scene, random))
      await checkWrites(client, scene, creates(scene, random))
    }
    await environment.acting(scene.actor.audience, scene.mac, writes, standsFor(email))
  })

  test.each(everybody)(
    '%s deletes nothing by any of the four, and exports only as a senior nurse',
    async (email) => {
      const scene = sceneOf(email)
      const ability = abilityFor(portal, scene.actor, scene.today)
      for (const record of world) {
        expect(granted(scene, 'delete', world, record)).toEqual({ record: false, fields: new Set() })
        expect(may(ability, 'delete', record.table)).toBe(false)
      }
      const exported = new Set(
        world.flatMap((record) => (granted(scene, 'export', world, record).record ? [record.table] : [])),
      )
      expect([...exported].toSorted()).toEqual(email.startsWith('lena') ? ['patient', 'refill'] : [])
      await environment.acting(
        scene.actor.audience,
        scene.mac,
        (client) => checkWrites(client, scene, deletes(scene)),
        standsFor(email),
      )
      for (const procedure of ['records.delete', 'records.export', 'requests.delete']) {
        const { url, cookie } = personOf(email)
        const answer = await fetch(`${url}/trpc/${procedure}`, {
          method: 'POST',
          headers: { cookie, 'x-portico': '1', 'content-type': 'application/json' },
          body: '{}',
        })
        expect(answer.status).toBe(404)
      }
    },
  )

  test.each(everybody)('%s decides a request through the API only with the permission to', async (email) => {
    const scene = sceneOf(email)
    const { rows } = await environment.superuser.query<{ id: string; version: number }>(
      `select id, version from portico.request where state = 'awaiting-decision'`,
    )
    const [request] = rows
    const record = world.find(({ id }) => id === request?.id)
    if (!request || !record) throw new Error('one refill waits for a decision')
    const call = personOf(email).api.requests.open.query({ table: 'refill', id: request.id })
    if (!granted(scene, 'read', world, record).record)
      return expect(await refusalOf(call)).toEqual({ code: 'not-found' })
    const approve = (await call).transitions.find(({ id }) => id === 'approve')
    expect(approve?.may ?? false).toBe(granted(scene, 'update', world, record).fields.has('decision_note'))
    if (approve?.may !== true) {
      const refused = advance(email, request.id, 'approve', request.version, { decision_note: 'No' })
      expect(await refusalOf(refused)).toEqual({ code: 'not-found' })
    }
  })

  test.each(everybody)('%s starts a request for whom she may', async (email) => {
    const scene = sceneOf(email)
    const record = (patient: (typeof world)[number]) =>
      ({
        id: patient.id,
        table: 'refill',
        values: { patient: patient.id, medication: 'x', reason: 'x' },
      }) as const
    for (const patient of world.filter(({ table }) => table === 'patient')) {
      const { fields } = granted(scene, 'create', [...world, record(patient)], record(patient))
      const isGranted = ['patient', ...Object.keys(answersOf(email))].every((field) => fields.has(field))
      const call = start(email, patient.id)
      if (isGranted) expect((await call).state).toBe('submitted')
      else expect(await refusalOf(call)).toEqual({ code: 'not-found' })
    }
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatabaseError, type Client } from 'pg'
import { abilityFor, fieldsOf, may } from '@portico/engine/access/ability'
import type { Actor } from '@portico/engine/access/actor'
import { isRecordId, type RecordId } from '@portico/engine/brand'
import { portalSchema, type Permission, type Portal } from '@portico/engine/portal/portal'
import { accountId, recordId } from '@portico/engine/testing/maple'
import { refusalOf } from '../person.ts'
import { ada, Maple } from './maple.ts'

let maple: Maple
let portal: Portal
beforeAll(async () => {
  maple = await Maple.open()
  const { rows } = await maple.environment.superuser.query<{ body: string }>(
    'select v.body from portico.version v join portico.live l on l.version = v.number',
  )
  portal = portalSchema.parse(JSON.parse(rows[0]?.body ?? ''))
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

/** Everything an allowed call needs, and what is left of it without one policy: undone, whatever happens. */
const reached = async (
  policy: string | null,
  table: string,
  email: string,
  text: string,
): Promise<number> => {
  const client: Client = maple.environment.superuser
  await client.query('begin')
  try {
    if (policy !== null) await client.query(`drop policy "${policy}" on data."${table}"`)
    const login = email.includes('maple') ? 'portico_staff' : 'portico_patient'
    await client.query(`set local session authorization ${login}`)
    await client.query('select portico.begin_actor($1, $2)', [maple.sessionOf(email), maple.hash])
    return (await client.query(text)).rowCount ?? 0
  } catch (fault) {
    if (fault instanceof DatabaseError && fault.code === '42501') return 0
    throw fault
  } finally {
    await client.query('rollback')
  }
}

type Allowed = {
  readonly policy: string
  readonly table: string
  readonly email: string
  readonly text: () => string
}

const patientReads = ['location', 'patient', 'refill'].map((table): Allowed => ({
  policy: 'read patient',
  table,
  email: 'ada@example.com',
  text: () => `select id from ${maple.view('patient')}."${table}"`,
}))
const staffReads = ['location', 'patient', 'staff', 'refill'].map((table): Allowed => ({
  policy: 'read staff',
  table,
  email: 'finn@maple.example.com',
  text: () => `select id from ${maple.view('staff')}."${table}"`,
}))
const writes: readonly Allowed[] = [
  {
    policy: 'create patient',
    table: 'refill',
    email: 'ada@example.com',
    text: () => `insert into data.refill (id, patient) values (gen_random_uuid(), '${ada}')`,
  },
  {
    policy: 'create staff',
    table: 'refill',
    email: 'finn@maple.example.com',
    text: () => `insert into data.refill (id, patient) values (gen_random_uuid(), '${ada}')`,
  },
  ...['update staff', 'find staff'].map((policy): Allowed => ({
    policy,
    table: 'refill',
    email: 'nora@maple.example.com',
    text: () => `update data.refill set pharmacy = '\\x00' where id = '${maple.adas}'`,
  })),
]

test.each([...patientReads, ...staffReads, ...writes])(
  'without the policy "$policy" on $table an allowed call of $email reaches nothing',
  async ({ policy, table, email, text }) => {
    expect(await reached(null, table, email, text())).toBeGreaterThan(0)
    expect(await reached(policy, table, email, text())).toBe(0)
  },
)

const person = (id: string): RecordId => {
  if (!isRecordId(id)) throw new Error('a person is a record')
  return id
}
const east = '10000000-0000-4000-8000-000000000001'

/** Somebody with this one role, and a record it is meant for. */
const actorWith = (role: string): Actor => {
  const audience = portal.roles[role]?.audience ?? 'staff'
  const self = audience === 'patient' ? person(ada) : recordId(1)
  const patient = audience === 'patient' ? self : null
  return {
    account: accountId(1),
    audience,
    roles: [role],
    powers: [],
    person: self,
    patient,
    facts: { location: east },
  }
}
const record = {
  owner: ada,
  facts: { patient: ada, location: east, 'patient.location': east, state: 'released' },
}

describe('one permission left out of the engine’s ability makes an allowed call fail', () => {
  const today = '2026-11-23'
  const grants = (from: readonly Permission[], { role, table, may: verbs, fields }: Permission) => {
    const ability = abilityFor({ ...portal, permissions: from }, actorWith(role), today)
    return verbs.flatMap((verb) => {
      const granted = fieldsOf(ability, verb, table, record)
      return fields.map((field) => may(ability, verb, table, record) && granted.has(field))
    })
  }

  test('for every field of every permission of the template', () => {
    expect(portal.permissions.length).toBeGreaterThan(20)
    for (const permission of portal.permissions) {
      const rest = portal.permissions.filter((one) => one !== permission)
      expect(grants(portal.permissions, permission), JSON.stringify(permission)).not.toContain(false)
      expect(grants(rest, permission), JSON.stringify(permission)).not.toContain(true)
    }
  })
})

test('one permission left out of a new version makes the next call of an open session fail', async () => {
  const patient = await maple.practice.as('ada@example.com')
  const priya = await maple.practice.as('priya@maple.example.com')
  const locations = (person: typeof priya) => person.api.records.list.query({ table: 'location' })
  const without = (left: string): Portal => ({
    ...portal,
    // Of an audience, every role: one that is left would still let the table be asked for.
    permissions: portal.permissions.filter(
      ({ role, table }) =>
        table !== 'location' || (role !== left && (left !== 'patient' || role !== 'proxy')),
    ),
  })
  const session = maple.sessionOf('priya@maple.example.com')
  expect((await locations(patient)).records).toHaveLength(2)
  await maple.environment.publish(without('patient'), session)
  expect(await refusalOf(locations(patient))).toEqual({ code: 'not-found' })
  expect((await locations(priya)).records).toHaveLength(2)
  // Two publishings that no call came between: the views the process knows are gone altogether.
  await maple.environment.publish(portal, session)
  await maple.environment.publish(without('provider'), session)
  expect((await locations(patient)).records).toHaveLength(2)
  expect((await locations(priya)).records).toEqual([])
})

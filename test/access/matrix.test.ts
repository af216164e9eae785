import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { abilityFor, may } from '@portico/engine/access/ability'
import { randomFrom } from '@portico/engine/testing/random'
import type { World } from '@portico/engine/testing/random-world'
import { refusalOf } from '../person.ts'
import { foreignIdTests } from './foreign-ids.ts'
import { leakTests } from './leaks.ts'
import { MatrixPractice, tables } from './matrix-practice.ts'
import { answersOf, everybody, standsFor } from './matrix-people.ts'
import { checkReads } from './reads.ts'
import { fieldsOn, granted, type Scene } from './scene.ts'
import { checkForbidden, checkWrites, creates, updates } from './writes.ts'

let matrix: MatrixPractice
beforeAll(async () => {
  matrix = await MatrixPractice.open()
}, 120_000)
afterAll(async () => {
  await matrix[Symbol.asyncDispose]()
})

type Answer = { readonly id: string; readonly cells: object; readonly hidden: readonly string[] }

/** What the API answered about one record is what the oracle grants: for patients without a trace of the rest. */
const checkAnswer = (scene: Scene, record: World[number], answer: Answer): void => {
  const { fields } = granted(scene, 'read', matrix.world, record)
  const expected = Object.entries(matrix.plainOf(record)).filter(([field]) => fields.has(field))
  const withheld = fieldsOn(matrix.portal, record.table).flatMap(([field]) =>
    fields.has(field) ? [] : [field],
  )
  expect(answer.cells).toEqual(Object.fromEntries(expected))
  expect(answer.hidden).toEqual(scene.actor.audience === 'patient' ? [] : withheld)
  if (scene.actor.audience === 'patient')
    for (const field of withheld) expect(JSON.stringify(answer)).not.toContain(`"${field}"`)
}

const listed = async (email: string, table: string): Promise<readonly Answer[]> => {
  const scene = matrix.scene(email)
  const call = matrix.person(email).api.records.list.query({ table, size: 100 })
  if (
    matrix.portal.permissions.some(
      (one) => one.table === table && matrix.portal.roles[one.role]?.audience === scene.actor.audience,
    )
  )
    return (await call).records
  expect(await refusalOf(call)).toEqual({ code: 'not-found' })
  return []
}

describe('R1 R8 R10 R13 R23 R88 the permission matrix of the template, four ways:', () => {
  test.each(everybody)('%s reads what she is granted, cell by cell', async (email) => {
    const scene = matrix.scene(email)
    const cells = await matrix.environment.acting(
      scene.actor.audience,
      scene.mac,
      (client) => checkReads(client, scene),
      standsFor(email),
    )
    expect(cells).toBeGreaterThan(70)
    for (const table of tables) {
      const records = new Map((await listed(email, table)).map((record) => [record.id, record]))
      for (const record of matrix.world.filter((one) => one.table === table)) {
        const isThere = granted(scene, 'read', matrix.world, record).record
        const inList = records.get(record.id)
        expect(inList !== undefined).toBe(isThere)
        const open = matrix.person(email).api.records.open.query({ table, id: record.id })
        if (!isThere) expect(await refusalOf(open)).toEqual({ code: 'not-found' })
        else for (const answer of [await open, inList]) if (answer) checkAnswer(scene, record, answer)
      }
    }
  })

  // The template's permission names no condition here: what patients may never reach past needs none.
  test('of the patients a patient reads herself alone, and who acts for one that one', async () => {
    const patients = matrix.world.filter(({ table }) => table === 'patient')
    expect(patients.length).toBeGreaterThan(1)
    for (const email of everybody) {
      const { actor } = matrix.scene(email)
      if (actor.audience !== 'patient') continue
      expect((await listed(email, 'patient')).map(({ id }) => id)).toEqual([actor.patient])
      for (const { id } of patients.filter((one) => one.id !== actor.patient)) {
        const call = matrix.person(email).api.records.open.query({ table: 'patient', id })
        expect(await refusalOf(call)).toEqual({ code: 'not-found' })
      }
    }
  })

  test.each(everybody)('%s creates and changes what she is granted, field by field', async (email) => {
    const scene = matrix.scene(email)
    const random = randomFrom(20261122)
    const writes = async (client: PoolClient) => {
      await checkWrites(client, scene, updates(scene, random))
      await checkWrites(client, scene, creates(scene, random))
    }
    await matrix.environment.acting(scene.actor.audience, scene.mac, writes, standsFor(email))
  })

  test.each(everybody)(
    '%s deletes nothing by any of the four, and exports only as a senior nurse',
    async (email) => {
      const scene = matrix.scene(email)
      const ability = abilityFor(matrix.portal, scene.actor, scene.today)
      const exported = new Set<string>()
      for (const record of matrix.world) {
        expect(granted(scene, 'delete', matrix.world, record)).toEqual({ record: false, fields: new Set() })
        expect(may(ability, 'delete', record.table)).toBe(false)
        if (granted(scene, 'export', matrix.world, record).record) exported.add(record.table)
      }
      const isSeniorNurse = email.startsWith('lena')
      expect([...exported].toSorted()).toEqual(isSeniorNurse ? ['patient', 'refill'] : [])
      const asFile = matrix.person(email).api.records.export.mutate({ table: 'refill', language: 'en' })
      if (isSeniorNurse) expect((await asFile).csv).toContain('Reference')
      else expect(await refusalOf(asFile)).toEqual({ code: 'not-found' })
      await matrix.environment.acting(
        scene.actor.audience,
        scene.mac,
        (client) => checkForbidden(client, scene),
        standsFor(email),
      )
      for (const procedure of ['records.delete', 'requests.delete']) {
        const { url, cookie } = matrix.person(email)
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
    const scene = matrix.scene(email)
    const { rows } = await matrix.environment.superuser.query<{ id: string; version: number }>(
      `select id, version from portico.request where state = 'awaiting-decision'`,
    )
    const [request] = rows
    const record = matrix.world.find(({ id }) => id === request?.id)
    if (!request || !record) throw new Error('one refill waits for a decision')
    const call = matrix.person(email).api.requests.open.query({ table: 'refill', id: request.id })
    if (!granted(scene, 'read', matrix.world, record).record)
      return expect(await refusalOf(call)).toEqual({ code: 'not-found' })
    const approve = (await call).transitions.find(({ id }) => id === 'approve')
    expect(approve?.may ?? false).toBe(
      granted(scene, 'update', matrix.world, record).fields.has('decision_note'),
    )
    if (approve?.may !== true) {
      const refused = matrix.advance(email, request.id, 'approve', request.version, { decision_note: 'No' })
      expect(await refusalOf(refused)).toEqual({ code: 'not-found' })
    }
  })

  test.each(everybody)('%s starts a request for whom she may', async (email) => {
    const scene = matrix.scene(email)
    const record = (patient: World[number]) =>
      ({
        id: patient.id,
        table: 'refill',
        values: { patient: patient.id, medication: 'x', reason: 'x' },
      }) as const
    for (const patient of matrix.world.filter(({ table }) => table === 'patient')) {
      const { fields } = granted(scene, 'create', [...matrix.world, record(patient)], record(patient))
      const isGranted = ['patient', ...Object.keys(answersOf(email))].every((field) => fields.has(field))
      const call = matrix.start(email, patient.id)
      if (isGranted) expect((await call).state).toBe('submitted')
      else expect(await refusalOf(call)).toEqual({ code: 'not-found' })
    }
  })
})

foreignIdTests(() => matrix)
leakTests(() => matrix)

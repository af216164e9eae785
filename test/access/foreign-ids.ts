import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { call, type Answered } from '../call.ts'
import { inputs } from '../sign-in/every-call.ts'
import { everybody, standsFor } from './matrix-people.ts'
import type { MatrixPractice } from './matrix-practice.ts'
import { granted } from './scene.ts'

/**
 * Every call that takes an id, by everybody, with ids that are not theirs: somebody else's, of another table, of nothing.
 * Whatever the answer is, it is the answer to an id that nobody ever gave out.
 */
type Json = unknown
type At = readonly (string | number)[]

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where ids stand in an input. A key is the caller's own, and never looked up as a record. */
const idsIn = (value: Json, at: At = []): readonly At[] => {
  if (typeof value === 'string') return uuid.test(value) && at.at(-1) !== 'key' ? [at] : []
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => idsIn(item, [...at, index]))
  return isObject(value) ? Object.entries(value).flatMap(([key, inner]) => idsIn(inner, [...at, key])) : []
}

/** The same input with another id there, and a key that was not used yet. */
const withId = (value: Json, at: At, id: string, here: At = []): Json => {
  if (here.length === at.length && here.every((step, index) => step === at[index])) return id
  if (Array.isArray(value)) return value.map((item: Json, index) => withId(item, at, id, [...here, index]))
  if (!isObject(value)) return here.at(-1) === 'key' ? randomUUID() : value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withId(inner, at, id, [...here, key])]),
  )
}

/** Inputs that must name an id where the list of every call gets by without one. */
const named: Readonly<Record<string, readonly Json[]>> = {
  'records.list': [
    { table: 'refill', ids: [randomUUID()] },
    { table: 'patient', ids: [randomUUID()] },
  ],
  'records.open': ['patient', 'staff', 'refill', 'appointment', 'form-request', 'records-request'].map(
    (table) => ({
      table,
      id: randomUUID(),
    }),
  ),
  'requests.open': ['refill', 'appointment', 'form-request', 'records-request'].map((table) => ({
    table,
    id: randomUUID(),
  })),
  'requests.start': [{ workflow: 'refill', patient: randomUUID(), answers: {}, key: randomUUID() }],
  'answers.keep': [{ form: 'refill', typed: {}, patient: randomUUID() }],
  'attachments.own': [{ ids: [randomUUID()] }],
  'trail.read': [
    { days: 1, patient: randomUUID() },
    { days: 1, account: randomUUID() },
  ],
  'trail.download': [{ days: 1, patient: randomUUID() }],
  'access.whoCan': [
    { table: 'refill', field: 'medication', record: randomUUID() },
    { table: 'refill', field: 'medication', patient: randomUUID() },
  ],
}

type Swept = { readonly procedure: string; readonly input: Json; readonly at: At }
const swept: readonly Swept[] = [...new Set([...Object.keys(inputs), ...Object.keys(named)])].flatMap(
  (procedure) =>
    [inputs[procedure], ...(named[procedure] ?? [])].flatMap((input) =>
      idsIn(input).map((at) => ({ procedure, input, at })),
    ),
)

/** What an id says to whoever may ask about it is no leak: these are asked by those who hold a power over everybody. */
const isAnsweredToPower = (email: string, { procedure }: Swept): boolean =>
  (email.startsWith('sam') && /^(trail|access)\./.test(procedure)) ||
  (email.startsWith('alex') && /^(people|proxies)\./.test(procedure))

/** Headers that every answer has of its own. An id made for this answer alone, or that the caller named herself, says nothing. */
const ownHeaders = new Set(['date', 'keep-alive', 'connection'])
const anyId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const said = ({ status, headers, text }: Answered, input: string, { world }: MatrixPractice): string =>
  JSON.stringify([
    status,
    text.replaceAll(anyId, (one) =>
      !input.includes(one) && world.some((record) => record.id === one) ? one : 'ID',
    ),
    [...headers].filter(([name]) => !ownHeaders.has(name)).toSorted(),
  ])

const asked = async (matrix: MatrixPractice, email: string, one: Swept, id: string): Promise<string> => {
  const { url, cookie } = matrix.person(email)
  const patient = standsFor(email)
  const headers = { cookie, ...(patient === null ? {} : { 'x-portico-for': patient }) }
  const input = withId(one.input, one.at, id)
  return said(await call(url, one.procedure, { input, headers }), JSON.stringify(input), matrix)
}

/** A patient, a request and another record that this person may not read, and what is no record at all. */
const foreignTo = (matrix: MatrixPractice, email: string): readonly string[] => {
  const scene = matrix.scene(email)
  const hidden = matrix.world.filter((record) => !granted(scene, 'read', matrix.world, record).record)
  const groups = [
    ['patient'],
    ['refill'],
    ['appointment', 'form-request', 'records-request'],
    ['staff', 'slot'],
  ]
  const first = groups.flatMap((group) => hidden.find(({ table }) => group.includes(table))?.id ?? [])
  return [...first, '50000000-0000-4000-8000-000000000002']
}

export const foreignIdTests = (practice: () => MatrixPractice): void => {
  test('R8 some calls take an id, and every such call is swept', () => {
    expect(swept.length).toBeGreaterThan(30)
  })

  test.each(everybody)(
    'R8 %s is answered about what is not hers as about what is not there',
    async (email) => {
      const matrix = practice()
      const differ: string[] = []
      let calls = 0
      for (const one of swept) {
        if (isAnsweredToPower(email, one)) continue
        const nothing = await asked(matrix, email, one, randomUUID())
        for (const id of foreignTo(matrix, email)) {
          const answer = await asked(matrix, email, one, id)
          calls++
          if (answer !== nothing)
            differ.push(`${one.procedure} ${one.at.join('.')} ${id}: ${answer} but ${nothing}`)
        }
      }
      console.log(JSON.stringify({ email, swept: swept.length, calls }))
      expect(differ).toEqual([])
      expect(calls).toBeGreaterThan(swept.length / 2)
    },
  )
}

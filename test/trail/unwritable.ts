import { expect, test } from 'vitest'
import { call } from '../call.ts'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { inputs } from '../sign-in/every-call.ts'

type Ground = { readonly practice: Practice; readonly request: string; readonly sam: Person }
type Reads = readonly (readonly [procedure: string, input: unknown])[]

const ada = '20000000-0000-4000-8000-000000000001'
const values = /Metformin|500 mg|1958-03-14|555-0111/
const typed = { medication: 'Metformin', dose: '500 mg' }

/** Every call by which somebody here is told one of these values. */
const readsOf = (id: string): Reads => [
  ['records.list', { table: 'refill' }],
  ['records.list', { table: 'patient' }],
  ['records.open', { table: 'refill', id }],
  ['records.open', { table: 'patient', id: ada }],
  ['records.find', { table: 'patient', words: 'Lindqvist' }],
  ['records.export', { table: 'refill', language: 'en' }],
  ['requests.open', { table: 'refill', id }],
  ['requests.print', { tables: ['refill'], where: [] }],
  ['answers.load', { form: 'refill' }],
  ['answers.loadStep', { table: 'refill', id }],
]
const others = Object.entries(inputs).filter(([procedure]) => !procedure.startsWith('session.'))

const servedBy = async (people: readonly Person[], asked: Reads): Promise<readonly string[]> => {
  const served = new Set<string>()
  for (const { url, cookie } of people)
    for (const [procedure, input] of asked) {
      const { text } = await call(url, procedure, { input, headers: { cookie } })
      if (values.test(text)) served.add(procedure)
    }
  return [...served].toSorted()
}

export const unwritableTests = (ground: () => Ground): void => {
  test('R57 R62 with the trail table unwritable no private value is served and nothing is changed, by any call of anybody', async () => {
    const { practice, request, sam } = ground()
    const rows = async (statement: string): Promise<readonly unknown[]> =>
      (await practice.superuser((client) => client.query<object>(statement))).rows
    const held = 'select (select count(*) from portico.request), (select sum(version) from portico.request)'
    const nora = await practice.as('nora@maple.example.com')
    const patient = await practice.as('ada@example.com')
    const staff = await Promise.all(['lena', 'finn'].map((name) => practice.as(`${name}@maple.example.com`)))
    const people = [patient, nora, ...staff, sam]
    await patient.api.answers.keep.mutate({ form: 'refill', typed })
    const step = { table: 'refill', id: request, transition: 'take', typed: { reply: 'Metformin' } }
    await nora.api.answers.keepStep.mutate(step)

    const reads = readsOf(request)
    expect(await servedBy(people, reads)).toEqual([...new Set(reads.map(([name]) => name))].toSorted())
    const readBack = `select table_id, records, patients from portico.entry where detail = 'answers' order by seq`
    expect(await rows(readBack), 'reading back what was typed is an entry too').toEqual([
      { table_id: null, records: [], patients: [ada] },
      { table_id: 'refill', records: [request], patients: [ada] },
    ])

    const before = await rows(held)
    await rows('revoke insert on portico.entry from portico_definer')
    try {
      expect(await servedBy(people, [...reads, ...others])).toEqual([])
      expect(await rows(held)).toEqual(before)
    } finally {
      await rows('grant insert on portico.entry to portico_definer')
    }
    expect(await servedBy(people, reads)).toContain('records.open')
  })
}

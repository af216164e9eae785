import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordId } from '@portico/engine/brand'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'

let practice: Practice
let ada: Person
let nora: Person
let priya: Person
let noraIs: RecordId
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  ada = await practice.as('ada@example.com')
  nora = await practice.as('nora@maple.example.com')
  priya = await practice.as('priya@maple.example.com')
  const who = await nora.api.session.whoAmI.query()
  if (!who.signedIn || who.actor.person === null) throw new Error('Nora works here.')
  noraIs = who.actor.person
}, 120_000)
afterAll(() => practice[Symbol.asyncDispose]())

const begun = async (): Promise<RecordId> => (await startRefill(ada)).id

test('queues are counted for those who may see what waits, and listed by who has it or that nobody has', async () => {
  const before = await nora.api.requests.waiting.query({ queues: ['nurse'], person: noraIs })
  const [mine, free] = await Promise.all([begun(), begun()])
  await advanceRefill(nora, mine, 'take', 1)
  const after = await nora.api.requests.waiting.query({ queues: ['nurse'], person: noraIs })
  expect((after.queues['nurse']?.waiting ?? 0) - (before.queues['nurse']?.waiting ?? 0)).toBe(2)
  expect(after.mine - before.mine).toBe(1)
  const listed = async (assignee: RecordId | null) => {
    const where = [
      { field: 'queue', in: ['nurse'] },
      { field: 'assignee', in: [assignee] },
    ]
    const { records } = await nora.api.records.list.query({ table: 'refill', where, order: 'due' })
    return records.map(({ id }) => id)
  }
  expect(await listed(noraIs)).toContain(mine)
  expect(await listed(null)).toContain(free)
  expect(await listed(null)).not.toContain(mine)
  const wanda = await practice.as('wanda@maple.example.com')
  const hers = await wanda.api.requests.waiting.query({ queues: ['nurse'], person: noraIs })
  expect(hers).toEqual({ queues: { nurse: { waiting: 0, late: 0 } }, mine: 0 })
})

test('a printed list holds what its reader may see, and leaves an entry with the records on it', async () => {
  const id = await begun()
  const where = [{ field: 'queue', in: ['nurse'] }]
  const printed = await nora.api.requests.print.mutate({ tables: ['refill'], where })
  expect(printed.requests.map((one) => one.id)).toContain(id)
  expect(printed.patients.map(({ cells }) => cells['name'])).toContain('Ada Lindqvist')
  const { rows } = await practice.superuser((client) =>
    client.query<{ table_id: string; fields: string[] }>(
      "select table_id, fields from portico.entry where verb = 'export' and detail = 'morning-list' and cardinality(records) > 0 order by seq",
    ),
  )
  expect(rows.map(({ table_id: table }) => table)).toEqual(['refill', 'patient'])
  const finn = await practice.as('finn@maple.example.com')
  const his = await finn.api.requests.print.mutate({ tables: ['refill'], where })
  expect(JSON.stringify(his)).not.toContain(refillAnswers.reason)
  expect(await refusalOf(ada.api.requests.print.mutate({ tables: ['refill'], where }))).toEqual({
    code: 'not-found',
  })
})

test('what is typed for a next step is kept for whoever typed it alone, and goes once the step is taken', async () => {
  const id = await begun()
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const typed = { reply: 'Please come in', decision_note: 'Not without a visit, please' }
  await priya.api.answers.keepStep.mutate({ table: 'refill', id, transition: 'decline', typed })
  expect(await priya.api.answers.loadStep.query({ table: 'refill', id })).toEqual({
    transition: 'decline',
    typed,
  })
  expect(await nora.api.answers.loadStep.query({ table: 'refill', id })).toBeNull()
  const { rows } = await practice.superuser((client) =>
    client.query<{ body: Buffer }>('select body from portico.answers where form = $1', [`step:refill:${id}`]),
  )
  expect(rows[0]?.body.toString('latin1')).not.toContain('visit')
  await advanceRefill(priya, id, 'decline', 3, typed)
  expect(await priya.api.answers.loadStep.query({ table: 'refill', id })).toBeNull()
  const wanda = await practice.as('wanda@maple.example.com')
  expect(
    await refusalOf(wanda.api.answers.keepStep.mutate({ table: 'refill', id, transition: 'take', typed })),
  ).toEqual({ code: 'not-found' })
})

test('whether the patient will read what a step asks for is said from the live permissions', async () => {
  const id = await begun()
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const { transitions } = await priya.api.requests.open.query({ table: 'refill', id })
  expect(transitions.find((one) => one.id === 'decline')).toMatchObject({
    asks: ['reply', 'decision_note'],
    patientReads: ['reply'],
  })
})

const exported = (person: Person, more: { readonly where?: { field: string; in: string[] }[] } = {}) =>
  person.api.records.export.mutate({ table: 'refill', language: 'en', ...more })

const exportEntries = () =>
  practice.superuser((client) =>
    client.query<{ table_id: string; records: string[]; patients: string[]; fields: string[] }>(
      `select table_id, records, patients, fields from portico.entry where verb = 'export' and detail = 'list' and outcome = 'done' order by seq`,
    ),
  )

test('R67 a list leaves as a file with the cells one may take along; others say that they are hidden, and no formula runs', async () => {
  const formula = '=HYPERLINK("http://elsewhere.example","see")'
  const { id } = await startRefill(ada, {
    ...refillAnswers,
    medication: formula,
    dose: '+5, "twice"',
    reason: 'secret',
  })
  const lena = await practice.as('lena@maple.example.com')
  const { name, csv, hasMore } = await exported(lena)
  expect([name, hasMore]).toEqual(['refill.csv', false])
  const [head = '', ...lines] = csv.trim().split('\n')
  const mine = lines.find((line) => line.endsWith(id)) ?? ''
  expect(head).toContain('Reference,Stage,Waits in')
  expect(mine).toContain('Ada Lindqvist')
  // Quoted as text, and not as what a spreadsheet would compute.
  expect(mine).toContain(`"'=HYPERLINK(""http://elsewhere.example"",""see"")"`)
  expect(mine).toContain(`"'+5, ""twice"""`)
  expect(mine.match(/Your role may not save it/g)).toHaveLength(3)
  expect(csv).not.toContain('secret')
  const { rows } = await exportEntries()
  expect(rows.map(({ table_id: table }) => table)).toEqual(['refill', 'patient'])
  expect(rows[0]?.records.toSorted()).toEqual(lines.map((line) => line.split(',').at(-1)).toSorted())
  expect(rows[0]?.patients).toContain('20000000-0000-4000-8000-000000000001')
  expect(rows[0]?.fields).toEqual(['patient', 'medication', 'dose', 'days_left', 'pharmacy'])
  expect(rows[1]?.fields).toEqual(['name'])
})

test('R24 nobody takes a list along without power, permission and a fresh sign-in, or by what is hidden', async () => {
  const notFound = { code: 'not-found' }
  const lena = await practice.as('lena@maple.example.com')
  const before = (await exportEntries()).rows.length
  for (const person of [ada, nora, priya]) expect(await refusalOf(exported(person))).toEqual(notFound)
  const of = (table: string) => refusalOf(lena.api.records.export.mutate({ table, language: 'en' }))
  expect(await of('appointment')).toEqual(notFound)
  expect(await of('gone')).toEqual(notFound)
  expect(await refusalOf(exported(lena, { where: [{ field: 'medication', in: ['x'] }] }))).toEqual(notFound)
  await practice.jump(14 * 60)
  await lena.api.session.extend.mutate()
  await practice.jump(2 * 60)
  expect(await refusalOf(exported(lena))).toEqual({ code: 'fresh-sign-in-needed', withinMinutes: 15 })
  expect((await exportEntries()).rows).toHaveLength(before)
})

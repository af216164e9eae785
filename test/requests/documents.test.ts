import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFile, pdfWith, sendFile } from '../attachments/files.ts'
import { Practice } from '../practice.ts'
import { refusalOf, type Person } from '../person.ts'

const ids = {
  ben: '20000000-0000-4000-8000-000000000003',
  adaAccount: '40000000-0000-4000-8000-000000000001',
}

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open()
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

type Table = 'form-request' | 'records-request'
const opened = (person: Person, table: Table, id: string) => person.api.requests.open.query({ table, id })
const stepsOf = async (person: Person, table: Table, id: string) =>
  (await opened(person, table, id)).transitions.filter(({ may }) => may).map((step) => step.id)
const start = (person: Person, workflow: Table, answers: Record<string, string>, patient?: string) =>
  person.api.requests.start.mutate({
    workflow,
    answers,
    key: randomUUID(),
    ...(patient === undefined ? {} : { patient }),
  })
const advance = (
  person: Person,
  table: Table,
  id: string,
  transition: string,
  expectedVersion: number,
  answers: Record<string, string> = {},
) =>
  person.api.requests.advance.mutate({ table, id, transition, answers, expectedVersion, key: randomUUID() })

const patientNamed = async (finn: Person, words: string): Promise<string> =>
  (await finn.api.records.find.query({ table: 'patient', words })).records[0]?.id ?? ''

const bytes = pdfWith('A form')
const fileFor = async (person: Person, table: Table, record: string): Promise<string> => {
  const sent = await sendFile(person, bytes, { table, field: 'file', record, name: 'form.pdf' })
  expect(sent.refusal).toBeNull()
  return sent.id
}
const checked = (id: string): Promise<void> =>
  practice.until('the file is checked', async () =>
    practice.superuser(
      async (client) =>
        (await client.query(`select 1 from portico.attachment where id = $1 and status = 'clean'`, [id]))
          .rowCount === 1,
    ),
  )

const askForForm = async (finn: Person) => {
  const { id } = await start(
    finn,
    'form-request',
    { what: 'The form about a new address', how: 'Sign it.' },
    await patientNamed(finn, 'Ada Lind'),
  )
  return id
}

test('the practice asks a patient for a form, she sends it, gets it back once, and it is accepted', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const table = 'form-request'
  const id = await askForForm(finn)
  expect(await stepsOf(ada, table, id)).toEqual(['send'])
  expect(await advance(ada, table, id, 'send', 1, { file: await fileFor(ada, table, id) })).toMatchObject({
    state: 'received',
  })
  const reply = 'The signature is missing.'
  await advance(finn, table, id, 'send-back', 2, { reply })
  expect((await opened(ada, table, id)).record.cells['reply']).toBe(reply)
  const file = await fileFor(ada, table, id)
  await advance(ada, table, id, 'send', 3, { file })
  await checked(file)
  expect((await openFile(finn, { table, field: 'file', record: id })).bytes.equals(bytes)).toBe(true)
  expect(await advance(finn, table, id, 'accept', 4)).toMatchObject({ state: 'accepted' })
  const wanda = await practice.as('wanda@maple.example.com')
  expect(await refusalOf(opened(wanda, table, id))).toEqual({ code: 'not-found' })
})

test('a patient cannot ask herself for a form, and the front desk can stop asking', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  expect(await refusalOf(start(ada, 'form-request', { what: 'A form' }))).toEqual({ code: 'not-found' })
  const id = await askForForm(finn)
  expect(await advance(finn, 'form-request', id, 'call-off', 1)).toMatchObject({ state: 'called-off' })
})

test('a form that never comes is closed by itself', async () => {
  const id = await askForForm(await practice.as('finn@maple.example.com'))
  const due = (await opened(await practice.as('finn@maple.example.com'), 'form-request', id)).record.request
    ?.due
  await practice.jumpPast(due ?? null)
  await practice.until('it is closed', async () => {
    const finn = await practice.as('finn@maple.example.com')
    return (await opened(finn, 'form-request', id)).record.request?.state === 'expired'
  })
})

test('a patient asks for her records and opens them once a nurse has released them, and not before', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const nora = await practice.as('nora@maple.example.com')
  const table = 'records-request'
  const { id } = await start(ada, table, { what: 'All letters', since: '2026-01-01' })
  const file = await fileFor(finn, table, id)
  await advance(finn, table, id, 'prepare', 1, { file })
  await checked(file)
  const before = await opened(ada, table, id)
  expect(JSON.stringify(before)).not.toContain(file)
  expect(before.record.cells).not.toHaveProperty('file')
  await expect(openFile(ada, { table, field: 'file', record: id })).resolves.toMatchObject({ status: 404 })
  expect(await stepsOf(finn, table, id)).toEqual([])
  await advance(nora, table, id, 'prepare-again', 2, { decision_note: 'One letter is missing.' })
  const whole = await fileFor(finn, table, id)
  await advance(finn, table, id, 'prepare', 3, { file: whole })
  await checked(whole)
  expect(await advance(nora, table, id, 'release', 4)).toMatchObject({ state: 'released' })
  expect((await openFile(ada, { table, field: 'file', record: id })).bytes.equals(bytes)).toBe(true)
  expect(JSON.stringify(await opened(ada, table, id))).not.toMatch(/decision_note|One letter/)
})

test('records are declined with a text for the patient and one among colleagues', async () => {
  const [ada, nora] = [await practice.as('ada@example.com'), await practice.as('nora@maple.example.com')]
  const table = 'records-request'
  const { id } = await start(ada, table, { what: 'Letters about my brother' })
  const texts = { reply: 'Please let him ask himself.', decision_note: 'Not her own.' }
  expect(await advance(nora, table, id, 'decline', 1, texts)).toMatchObject({ state: 'declined' })
  const seen = JSON.stringify(await opened(ada, table, id))
  expect(seen).toContain(texts.reply)
  expect(seen).not.toMatch(/decision_note|Not her own/)
})

test('a patient takes back what she asked for, and the front desk asks for records in her name', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id } = await start(
    finn,
    'records-request',
    { what: 'All letters' },
    await patientNamed(finn, 'Ada Lind'),
  )
  expect(await advance(ada, 'records-request', id, 'withdraw', 1)).toMatchObject({ state: 'withdrawn' })
})

test('R82 R86 who acts for her mother sends the form, and from then on does not find it, because her role reads no files', async () => {
  const elsa = '20000000-0000-4000-8000-000000000005'
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const ben = await practice.as('ben@example.com')
  const forElsa = ada.standingFor(elsa)
  const table = 'form-request'
  const { id } = await start(finn, table, { what: 'The form about a new address' }, elsa)
  const place = { table, field: 'file', record: id }
  for (const person of [ada, ben, ben.standingFor(elsa), ada.standingFor(ids.ben)])
    expect((await sendFile(person, bytes, place)).refusal?.code).toMatch(/^not-(found|acting-for)$/)
  expect(await stepsOf(forElsa, table, id)).toEqual(['send'])
  const file = await fileFor(forElsa, table, id)
  expect((await openFile(forElsa, { id: file })).bytes.equals(bytes)).toBe(true)
  expect((await openFile(ada, { id: file })).refusal).toEqual({ code: 'not-found' })
  await checked(file)
  expect(await advance(forElsa, table, id, 'send', 1, { file })).toMatchObject({ state: 'received' })
  const page = await opened(forElsa, table, id)
  expect(page.files).toEqual({})
  expect(JSON.stringify(page)).not.toMatch(new RegExp(`${file}|form\\.pdf|"file"`))
  for (const person of [forElsa, ada, ben])
    expect((await openFile(person, place)).refusal).toEqual({ code: 'not-found' })
  expect((await openFile(forElsa, { id: file })).refusal).toEqual({ code: 'not-found' })
  expect((await openFile(finn, place)).bytes.equals(bytes)).toBe(true)
  const sam = await practice.as('sam@maple.example.com', 'office')
  const { entries } = await sam.api.trail.read.query({ patient: elsa, days: 1 })
  const sent = entries.find(
    ({ verb, detail, outcome }) => verb === 'create' && detail === 'attachment' && outcome === 'done',
  )
  expect(sent).toMatchObject({
    account: ids.adaAccount,
    onBehalfOf: elsa,
    roles: ['proxy'],
    fields: ['file'],
  })
})

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

const earlierOf = (person: Person, id: string) =>
  person.api.requests.earlier.query({ table: 'records-request', id })
const putBack = (person: Person, id: string, earlier: string, expectedVersion: number, key = randomUUID()) =>
  person.api.requests.putBack.mutate({ table: 'records-request', id, earlier, expectedVersion, key })

test('R104 what a request said before is read by whoever may read the cell now, and can be put back as a new change', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const nora = await practice.as('nora@maple.example.com')
  const table = 'records-request'
  const { id } = await start(ada, table, { what: 'All letters', since: '2026-01-01' })
  const [first, second] = [await fileFor(finn, table, id), await fileFor(finn, table, id)]
  await advance(finn, table, id, 'prepare', 1, { file: first })
  await checked(first)
  await advance(nora, table, id, 'prepare-again', 2, { decision_note: 'A letter is missing.' })
  await advance(finn, table, id, 'prepare', 3, { file: second })
  await checked(second)
  await advance(nora, table, id, 'prepare-again', 4, { decision_note: 'The date is wrong.' })

  const hers = await earlierOf(nora, id)
  expect(hers).toMatchObject([
    { field: 'file', value: null, by: 'staff', step: 2, mayPutBack: false },
    { field: 'decision_note', value: null, by: 'you', step: 3, mayPutBack: true },
    { field: 'file', value: first, file: { name: 'form.pdf', status: 'clean' }, by: 'staff', step: 4 },
    { field: 'decision_note', value: 'A letter is missing.', by: 'you', step: 5 },
  ])
  // The front desk reads the file and not the note: of the note there is nothing, not even that it was changed.
  const his = await earlierOf(finn, id)
  expect(his.map(({ field, value, mayPutBack }) => [field, value, mayPutBack])).toEqual([
    ['file', null, true],
    ['file', first, true],
  ])
  expect(await earlierOf(ada, id)).toEqual([])
  const before = await openFile(finn, { table, field: 'file', record: id, earlier: his[1]?.id ?? '' })
  expect(before.bytes.equals(bytes)).toBe(true)
  const notFound = { code: 'not-found' }
  const note = hers[3]?.id ?? ''
  expect(await refusalOf(putBack(finn, id, note, 5))).toEqual(notFound)
  expect(await refusalOf(putBack(ada, id, hers[2]?.id ?? '', 5))).toEqual(notFound)
  expect(await refusalOf(putBack(nora, id, note, 4))).toEqual({ code: 'stale-version', version: 5 })

  const key = randomUUID()
  const twice = await Promise.all([putBack(nora, id, note, 5, key), putBack(nora, id, note, 5, key)])
  expect(twice).toEqual([{ version: 6 }, { version: 6 }])
  expect(await refusalOf(putBack(nora, id, hers[1]?.id ?? '', 5, key))).toEqual({ code: 'key-reused' })
  const page = await opened(nora, table, id)
  expect(page.record.cells['decision_note']).toBe('A letter is missing.')
  expect(page.timeline.at(-1)).toMatchObject({ transition: '_put-back', by: 'you', version: 6 })
  expect((await earlierOf(nora, id)).at(-1)).toMatchObject({ value: 'The date is wrong.', step: 6 })
  // For whom the cell is hidden there was no such step.
  expect((await opened(finn, table, id)).timeline.at(-1)).toMatchObject({ version: 5 })

  await putBack(finn, id, his[1]?.id ?? '', 6)
  expect((await opened(finn, table, id)).record.cells['file']).toBe(first)
  expect((await openFile(finn, { table, field: 'file', record: id })).bytes.equals(bytes)).toBe(true)
  const entries = await practice.superuser((client) =>
    client.query<{ verb: string; fields: string[]; roles: string[] }>(
      `select verb, fields, roles from portico.entry where $1 = any (records) and detail in ('earlier', 'put-back')
         and outcome = 'done' order by seq`,
      [id],
    ),
  )
  const said = entries.rows.map(({ verb, fields, roles }) => [verb, roles[0], ...fields])
  expect(said).toContainEqual(['open', 'nurse', 'decision_note', 'file'])
  expect(said).toContainEqual(['open', 'front-desk', 'file'])
  expect(said).toContainEqual(['open', 'patient'])
  expect(said).toContainEqual(['update', 'nurse', 'decision_note'])
  expect(said.filter(([verb]) => verb === 'update')).toHaveLength(2)
})

test('a patient reads what she said before and nothing the practice replaced, and loses sight of it with the cell', async () => {
  const [ada, ben] = [await practice.as('ada@example.com'), await practice.as('ben@example.com')]
  const table = 'form-request'
  const finn = await practice.as('finn@maple.example.com')
  const id = await askForForm(finn)
  const first = await fileFor(ada, table, id)
  await advance(ada, table, id, 'send', 1, { file: first })
  await advance(finn, table, id, 'send-back', 2, { reply: 'Unsigned.' })
  await advance(ada, table, id, 'send', 3, { file: await fileFor(ada, table, id) })
  await advance(finn, table, id, 'send-back', 4, { reply: 'Still unsigned.' })
  const hers = await ada.api.requests.earlier.query({ table, id })
  expect(hers.map(({ field, value, by, staff }) => [field, value, by, staff])).toEqual([
    ['file', first, 'you', null],
  ])
  expect(await refusalOf(ben.api.requests.earlier.query({ table, id }))).toEqual({ code: 'not-found' })
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

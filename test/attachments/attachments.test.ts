import { randomUUID } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reaches } from '../access/environment.ts'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { headOf, openFile, pdfWith, sendFile, startDocument } from './files.ts'
import { heic } from './heic.ts'
import { scanOf, Stored } from './stored.ts'

const notFound = { code: 'not-found' }
const ids = {
  ada: '20000000-0000-4000-8000-000000000001',
  ben: '20000000-0000-4000-8000-000000000003',
  adaAccount: '40000000-0000-4000-8000-000000000001',
}

let documents: DocumentPractice
let practice: Practice
let stored: Stored
let ada: Person
let ben: Person
let nora: Person
let finn: Person
let priya: Person
beforeAll(async () => {
  documents = await openDocumentPractice({})
  practice = documents.practice
  stored = new Stored(practice)
  ada = await practice.as('ada@example.com')
  ben = await practice.as('ben@example.com')
  nora = await practice.as('nora@maple.example.com')
  finn = await practice.as('finn@maple.example.com')
  priya = await practice.as('priya@maple.example.com')
}, 120_000)
afterAll(async () => {
  await documents[Symbol.asyncDispose]()
})

test('a patient sends a document, and the nurse opens it byte for byte, each with an entry', async () => {
  const bytes = pdfWith('Glucose report')
  const id = await stored.sent(ada, bytes, { name: 'report.PDF' })
  expect(await ada.api.attachments.own.query({ ids: [id] })).toMatchObject([
    { name: 'report.pdf', status: 'clean' },
  ])
  const looked = await stored.rows(
    `select verb, fields, patients from portico.entry where outcome = 'done' and table_id = 'document' and verb = 'list'`,
    [],
  )
  expect(looked).toEqual([{ verb: 'list', fields: ['scan'], patients: [ids.ada] }])
  const { id: record } = await startDocument(ada, { scan: id })
  const page = await nora.api.requests.open.query({ table: 'document', id: record })
  expect(page.files).toEqual({
    scan: { id, name: 'report.pdf', type: 'pdf', size: bytes.length, status: 'clean' },
  })
  const opened = await openFile(nora, scanOf(record))
  expect(opened.bytes.equals(bytes)).toBe(true)
  expect(Object.fromEntries(opened.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'attachment',
    'content-security-policy': `sandbox; default-src 'none'`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  const entries = await stored.rows(
    `select verb, outcome, audience, fields from portico.entry
     where detail = 'attachment' and outcome = 'done' and patients = array[$1::uuid] order by seq`,
    [ids.ada],
  )
  const entry = (verb: string, audience: string) => ({ verb, outcome: 'done', audience, fields: ['scan'] })
  expect(entries).toEqual([entry('create', 'patient'), entry('update', 'system'), entry('open', 'staff')])
})

test('what phones and offices really send is taken', async () => {
  const picture = sharp({ create: { width: 40, height: 30, channels: 3, background: '#36c' } })
  const packed = deflateSync(
    Buffer.from('9 0  << /Type /Annot /A << /S /URI /URI (https://practice.example) >> >>'),
  )
  const page = `<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream`
  const taken: readonly (readonly [Buffer, string])[] = [
    [await picture.clone().png().toBuffer(), 'image/png'],
    [await picture.clone().jpeg({ progressive: true }).toBuffer(), 'image/jpeg'],
    [heic, 'image/jpeg'],
    [pdfWith('Linked', page), 'application/pdf'],
    [pdfWith('Begins on its page', '<< /OpenAction [3 0 R /Fit] >>'), 'application/pdf'],
    [Buffer.from('Presión 120/80, mañana\r\n\tok'), 'text/plain; charset=utf-8'],
  ]
  for (const [bytes, mime] of taken) {
    const id = await stored.sent(ben, bytes)
    const opened = await openFile(ben, { id })
    expect(opened.headers.get('content-type')).toBe(mime)
    expect(opened.bytes.includes('CANARYEXIF')).toBe(false)
    await ben.api.attachments.drop.mutate({ id })
    expect(await stored.statusOf(id)).toBe('gone')
  }
})

test('a download that is broken off leaves no file open', async () => {
  const long = Buffer.from('A long letter. '.repeat(500_000))
  const id = await stored.sent(ada, long)
  for (let turn = 0; turn < 5; turn += 1) {
    const leaving = new AbortController()
    const answer = await fetch(`${ada.url}/attachments/open`, {
      method: 'POST',
      headers: { 'x-portico': '1', cookie: ada.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ id }),
      signal: leaving.signal,
    })
    expect(answer.status).toBe(200)
    leaving.abort()
  }
  const open = (): readonly string[] => practice.servingFiles().filter((path) => path.includes('attachments'))
  await practice.until('no file is open', () => Promise.resolve(open().length === 0))
  await ada.api.attachments.drop.mutate({ id })
  const dropped = await stored.rows(
    `select 1 from portico.entry where detail = 'attachment-dropped' and patients = array[$1::uuid]`,
    [ids.ada],
  )
  expect(dropped).toHaveLength(1)
})

test('R13 a file is seen by whom its own field is for, and is not there for anybody else', async () => {
  const note = await stored.sent(ada, pdfWith('Only for the provider'), { field: 'note' })
  const scan = await stored.sent(ada, pdfWith('For the nurse'))
  const { id: record } = await startDocument(ada, { scan, note })
  const cells = { scan: scanOf(record), note: { ...scanOf(record), field: 'note' } }
  const sees = async (person: Person, cell: keyof typeof cells): Promise<boolean> => {
    const { status, refusal } = await openFile(person, cells[cell])
    if (status !== 200) expect(refusal).toEqual(notFound)
    return status === 200
  }
  expect([await sees(nora, 'scan'), await sees(nora, 'note')]).toEqual([true, false])
  expect([await sees(priya, 'scan'), await sees(priya, 'note')]).toEqual([false, true])
  expect([await sees(ada, 'scan'), await sees(ada, 'note')]).toEqual([true, true])
  expect([await sees(ben, 'scan'), await sees(ben, 'note')]).toEqual([false, false])
  const page = await nora.api.requests.open.query({ table: 'document', id: record })
  expect(Object.keys(page.files)).toEqual(['scan'])
  const stranger = await openFile(practice.stranger(), cells.scan)
  expect(stranger.refusal).toEqual({ code: 'not-signed-in' })
  for (const id of [scan, randomUUID()])
    for (const person of [ada, ben, nora]) expect((await openFile(person, { id })).refusal).toEqual(notFound)
  const refused = await stored.rows(
    `select 1 from portico.entry where verb = 'open' and outcome = 'refused' and code = 'not-found' and $1 = any (records)`,
    [record],
  )
  expect(refused).toHaveLength(4)
})

test('nothing like an address opens a file, and no other page can ask for one', async () => {
  const { record } = await stored.sentBy(ada, 'No address')
  const url = `${practice.urls.portal}/attachments/open`
  const body = JSON.stringify(scanOf(record))
  const headers = { cookie: nora.cookie, 'content-type': 'application/json' }
  const asked = [
    fetch(url, { headers }),
    fetch(url, { method: 'POST', headers, body }),
    fetch(url, {
      method: 'POST',
      headers: { ...headers, 'x-portico': '1', origin: 'https://evil.example' },
      body,
    }),
    fetch(`${practice.urls.portal}/attachments/send`, {
      method: 'POST',
      headers: { cookie: ada.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(Buffer.concat([headOf({ size: 1 }), Buffer.from('a')])),
    }),
  ]
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  expect(statuses).toEqual([404, 403, 403, 403])
})

test('a file becomes part of one record: its sender’s, for its field and its patient, and only once', async () => {
  const foreign = await stored.sent(ada, pdfWith('Hers'))
  const other = await stored.sent(ada, pdfWith('Another field'), { field: 'note' })
  const { id: used } = await stored.sentBy(ada, 'Used')
  const refused = { code: 'answers-invalid', answers: [{ field: 'scan', reason: 'not-found' }] }
  expect(await refusalOf(startDocument(ben, { scan: foreign }))).toEqual(refused)
  expect(await refusalOf(startDocument(finn, { scan: foreign }, ids.ada))).toEqual(refused)
  for (const scan of [other, used, randomUUID()])
    expect(await refusalOf(startDocument(ada, { scan }))).toEqual(refused)
  expect(await refusalOf(startDocument(ada, { scan: 'no id' }))).toEqual(refused)
  await ben.api.attachments.drop.mutate({ id: foreign })
  await ada.api.attachments.drop.mutate({ id: used })
  expect([await stored.statusOf(foreign), await stored.statusOf(used)]).toEqual(['clean', 'clean'])
  const forAda = await stored.sent(finn, pdfWith('By the front desk'), { patient: ids.ada })
  expect((await startDocument(finn, { scan: forAda }, ids.ada)).state).toBe('submitted')
})

test('the same holds in Postgres, for whoever speaks to it with a login of ours', async () => {
  const [own, foreign] = [await stored.sent(ada, pdfWith('Own')), await stored.sent(ben, pdfWith('Foreign'))]
  const mac = await documents.environment.openSession(ids.adaAccount)
  const insert = (scan: string, field = 'scan') =>
    `insert into data.document (id, patient, "${field}") values ('${randomUUID()}', '${ids.ada}', '${scan}')`
  await documents.environment.acting('patient', mac, async (client) => {
    const tried = [insert(own), insert(foreign), insert(own, 'note'), insert(randomUUID())]
    expect(await reaches(client, tried)).toEqual([1, 0, 0, 0])
    const forbidden = [
      'select * from portico.attachment',
      `update portico.attachment set status = 'clean'`,
      `select portico.attach('${foreign}', 'document', 'scan', '${randomUUID()}', '${ids.ben}')`,
      `select portico.shown_cell('document', 'scan', '${randomUUID()}')`,
      `select portico.attachment_verdict('${own}', true)`,
    ]
    expect(await reaches(client, forbidden)).toEqual(forbidden.map(() => 0))
  })
})

test('a file may not be sent where no role of the sender could ever put one, nor about a stranger', async () => {
  const pdf = pdfWith('Nowhere')
  const { record } = await stored.sentBy(ada, 'There')
  const places = [
    [ada, { field: 'answer' }],
    [ada, { field: 'subject' }],
    [ada, { table: 'refill', field: 'medication' }],
    [ada, { table: 'constructor', field: 'scan' }],
    [ada, { patient: ids.ben }],
    [ben, { record }],
    [nora, { field: 'scan', patient: ids.ada }],
    [finn, { patient: ids.ben }],
    [finn, {}],
    [practice.stranger(), {}],
  ] as const
  for (const [person, place] of places) {
    const { refusal } = await sendFile(person, pdf, place)
    expect(refusal?.code, JSON.stringify(place)).toMatch(/^not-(found|signed-in)$/)
  }
})

test('R104 a file that is exchanged keeps its earlier version, and the new one is opened', async () => {
  const { id: first, record } = await stored.sentBy(ada, 'First')
  const better = pdfWith('Better')
  const second = await stored.sent(ada, better, { record })
  await ada.api.requests.advance.mutate({
    table: 'document',
    id: record,
    transition: 'exchange',
    answers: { scan: second },
    expectedVersion: 1,
    key: randomUUID(),
  })
  expect((await openFile(nora, scanOf(record))).bytes.equals(better)).toBe(true)
  const kept = await stored.rows<{ plain: string }>(
    `select plain from portico.earlier_value where record = $1 and field = 'scan'`,
    [record],
  )
  expect(kept).toEqual([{ plain: first }])
  expect(await stored.pathOf(first)).not.toBe('nothing')
})

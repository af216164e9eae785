import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { achieves } from '../access/environment.ts'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { headOf, openFile, pdfWith, sendFile, startDocument } from './files.ts'
import { heic } from './heic.ts'

const notFound = { code: 'not-found' }
const ids = {
  ada: '20000000-0000-4000-8000-000000000001',
  ben: '20000000-0000-4000-8000-000000000003',
  adaAccount: '40000000-0000-4000-8000-000000000001',
}
const days = 24 * 60 * 60

let documents: DocumentPractice
let practice: Practice
let ada: Person
let ben: Person
let nora: Person
let finn: Person
let priya: Person
beforeAll(async () => {
  documents = await openDocumentPractice({})
  practice = documents.practice
  ada = await practice.as('ada@example.com')
  ben = await practice.as('ben@example.com')
  nora = await practice.as('nora@maple.example.com')
  finn = await practice.as('finn@maple.example.com')
  priya = await practice.as('priya@maple.example.com')
}, 120_000)
afterAll(async () => {
  await documents?.[Symbol.asyncDispose]()
})

const rows = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<readonly T[]> =>
  practice.superuser(async (client) => (await client.query<T>(text, [...values])).rows)
const statusOf = async (id: string): Promise<string> =>
  (await rows<{ status: string }>('select status from portico.attachment where id = $1', [id]))[0]?.status ??
  'gone'
const checked = (id: string): Promise<void> =>
  practice.until('the file is checked', async () => (await statusOf(id)) === 'clean')

const sent = async (
  person: Person,
  bytes: Buffer,
  place: Parameters<typeof sendFile>[2] = {},
): Promise<string> => {
  const answer = await sendFile(person, bytes, place)
  if (answer.status !== 200) throw new Error(`The file was not taken: ${JSON.stringify(answer.refusal)}`)
  await checked(answer.id)
  return answer.id
}
const sentBy = async (person: Person, words: string): Promise<{ id: string; record: string }> => {
  const id = await sent(person, pdfWith(words))
  return { id, record: (await startDocument(person, { scan: id })).id }
}
const scanOf = (record: string) => ({ table: 'document', field: 'scan', record })
const lying = (): readonly string[] => {
  const folder = join(practice.home, 'attachments')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
const pathOf = async (id: string): Promise<string> => {
  const [row] = await rows<{ file: string }>('select file from portico.attachment where id = $1', [id])
  return lying().find((path) => path.endsWith(row?.file ?? 'nothing')) ?? 'nothing'
}

test('a patient sends a document, and the nurse opens it byte for byte, each with an entry', async () => {
  const bytes = pdfWith('Glucose report')
  const id = await sent(ada, bytes, { name: 'report.PDF' })
  expect(await ada.api.attachments.own.query({ ids: [id] })).toMatchObject([
    { name: 'report.pdf', status: 'clean' },
  ])
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
  const entries = await rows(
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
    const id = await sent(ben, bytes)
    const opened = await openFile(ben, { id })
    expect(opened.headers.get('content-type')).toBe(mime)
    expect(opened.bytes.includes('CANARYEXIF')).toBe(false)
    await ben.api.attachments.drop.mutate({ id })
    expect(await statusOf(id)).toBe('gone')
  }
})

test('R13 a file is seen by whom its own field is for, and is not there for anybody else', async () => {
  const note = await sent(ada, pdfWith('Only for the provider'), { field: 'note' })
  const scan = await sent(ada, pdfWith('For the nurse'))
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
  const refused = await rows(
    `select 1 from portico.entry where verb = 'open' and outcome = 'refused' and code = 'not-found' and $1 = any (records)`,
    [record],
  )
  expect(refused).toHaveLength(4)
})

test('nothing like an address opens a file, and no other page can ask for one', async () => {
  const { record } = await sentBy(ada, 'No address')
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
  const foreign = await sent(ada, pdfWith('Hers'))
  const other = await sent(ada, pdfWith('Another field'), { field: 'note' })
  const { id: used } = await sentBy(ada, 'Used')
  const refused = { code: 'answers-invalid', answers: [{ field: 'scan', reason: 'not-found' }] }
  expect(await refusalOf(startDocument(ben, { scan: foreign }))).toEqual(refused)
  expect(await refusalOf(startDocument(finn, { scan: foreign }, ids.ada))).toEqual(refused)
  for (const scan of [other, used, randomUUID()])
    expect(await refusalOf(startDocument(ada, { scan }))).toEqual(refused)
  expect(await refusalOf(startDocument(ada, { scan: 'no id' }))).toEqual(refused)
  await ben.api.attachments.drop.mutate({ id: foreign })
  await ada.api.attachments.drop.mutate({ id: used })
  expect([await statusOf(foreign), await statusOf(used)]).toEqual(['clean', 'clean'])
  const forAda = await sent(finn, pdfWith('By the front desk'), { patient: ids.ada })
  expect((await startDocument(finn, { scan: forAda }, ids.ada)).state).toBe('submitted')
})

test('the same holds in Postgres, for whoever speaks to it with a login of ours', async () => {
  const [own, foreign] = [await sent(ada, pdfWith('Own')), await sent(ben, pdfWith('Foreign'))]
  const mac = await documents.environment.openSession(ids.adaAccount)
  const insert = (scan: string, field = 'scan') =>
    `insert into data.document (id, patient, "${field}") values ('${randomUUID()}', '${ids.ada}', '${scan}')`
  await documents.environment.acting('patient', mac, async (client) => {
    const tried = [insert(own), insert(foreign), insert(own, 'note'), insert(randomUUID())]
    expect(await achieves(client, tried)).toEqual([true, false, false, false])
    const forbidden = [
      'select * from portico.attachment',
      `update portico.attachment set status = 'clean'`,
      `select portico.attach('${foreign}', 'document', 'scan', '${randomUUID()}', '${ids.ben}')`,
      `select portico.shown_cell('document', 'scan', '${randomUUID()}')`,
      `select portico.attachment_verdict('${own}', true)`,
    ]
    expect(await achieves(client, forbidden)).toEqual(forbidden.map(() => false))
  })
})

test('a file may not be sent where no role of the sender could ever put one, nor about a stranger', async () => {
  const pdf = pdfWith('Nowhere')
  const { record } = await sentBy(ada, 'There')
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
  const { id: first, record } = await sentBy(ada, 'First')
  const better = pdfWith('Better')
  const second = await sent(ada, better, { record })
  await ada.api.requests.advance.mutate({
    table: 'document',
    id: record,
    transition: 'exchange',
    answers: { scan: second },
    expectedVersion: 1,
    key: randomUUID(),
  })
  expect((await openFile(nora, scanOf(record))).bytes.equals(better)).toBe(true)
  const kept = await rows<{ plain: string }>(
    `select plain from portico.earlier_value where record = $1 and field = 'scan'`,
    [record],
  )
  expect(kept).toEqual([{ plain: first }])
  expect(await pathOf(first)).not.toBe('nothing')
})

test('R93 a file that was altered, cut or exchanged where it lies does not open', async () => {
  const long = Buffer.from('Blood pressure fine. '.repeat(10_000))
  const stored = async () => {
    const id = await sent(ada, long)
    const { id: record } = await startDocument(ada, { scan: id })
    return { record, path: await pathOf(id) }
  }
  const [one, two] = [await stored(), await stored()]
  const before = readFileSync(one.path)
  const opens = async (record: string): Promise<boolean> => {
    const answer = await openFile(nora, scanOf(record)).catch(() => null)
    return answer?.status === 200 && answer.bytes.equals(long)
  }
  const altered = Buffer.from(before)
  altered.writeUInt8(altered.readUInt8(100) ^ 1, 100)
  const laterAltered = Buffer.from(before)
  laterAltered.writeUInt8(laterAltered.readUInt8(before.length - 100) ^ 1, before.length - 100)
  for (const bytes of [
    altered,
    laterAltered,
    before.subarray(0, 65_552),
    Buffer.concat([before, before]),
    Buffer.alloc(0),
  ]) {
    writeFileSync(one.path, bytes)
    expect(await opens(one.record)).toBe(false)
  }
  writeFileSync(one.path, before)
  expect(await opens(one.record)).toBe(true)
  renameSync(one.path, `${one.path}.aside`)
  renameSync(two.path, one.path)
  renameSync(`${one.path}.aside`, two.path)
  expect([await opens(one.record), await opens(two.record)]).toEqual([false, false])
})

test('R93 neither what is in a file nor what it is called lies anywhere in clear', async () => {
  const canaries = ['CANARY-content-19ab', 'CANARY-name-77cd']
  const id = await sent(ada, Buffer.from(`My result: ${canaries[0]}. `.repeat(50)), {
    name: `${canaries[1]}.txt`,
  })
  const { id: record } = await startDocument(ada, { scan: id })
  await openFile(nora, scanOf(record))
  const page = await nora.api.requests.open.query({ table: 'document', id: record })
  expect(page.files['scan']?.name).toBe(`${canaries[1]}.txt`)
  const [dump] = await rows<{ text: string }>(
    `select coalesce(string_agg(t::text, ' '), '') || (select string_agg(e::text, ' ') from portico.entry e) as text from portico.attachment t`,
  )
  const places = [
    practice.logs(),
    dump?.text ?? '',
    [ada, nora].flatMap(({ addresses }) => addresses).join(' '),
  ]
  for (const canary of canaries) {
    const forms = [
      canary,
      Buffer.from(canary).toString('hex'),
      Buffer.from(canary).toString('base64').slice(0, 16),
    ]
    for (const form of forms) {
      for (const place of places) expect(place.includes(form)).toBe(false)
      for (const path of lying()) expect(readFileSync(path).includes(form), path).toBe(false)
    }
  }
})

test('a file whose patient’s key was destroyed is gone', async () => {
  const mei = await practice.as('mei@example.com')
  const id = await sent(mei, pdfWith('Shredded'))
  const { id: record } = await startDocument(mei, { scan: id })
  await rows('update keys.data_key set destroyed_at = now() where subject = $1', [
    '20000000-0000-4000-8000-000000000004',
  ])
  // Keys are held for a while by the process that used them: another one asks anew.
  await practice.stopServing()
  await practice.startServing()
  expect((await openFile(nora, scanOf(record))).refusal).toEqual(notFound)
})

test(
  'what nobody sent in thirty days goes, what the kept answers still hold stays',
  { timeout: 60_000 },
  async () => {
    const [left, held] = [await sent(ben, pdfWith('Left')), await sent(ben, pdfWith('Held'))]
    const path = await pathOf(left)
    await practice.jump(20 * days)
    ben = await practice.as('ben@example.com')
    await ben.api.answers.keep.mutate({ form: 'document', typed: { scan: held } })
    await practice.jump(11 * days)
    await practice.stopWorking()
    practice.startWorking()
    await practice.until('the forgotten file is gone', async () => (await statusOf(left)) === 'gone')
    await practice.until('its bytes are gone', () => Promise.resolve(!lying().includes(path)))
    expect(await statusOf(held)).toBe('clean')
    ben = await practice.as('ben@example.com')
    const kept = await ben.api.answers.load.query({ form: 'document' })
    expect((await startDocument(ben, { scan: kept?.typed['scan'] ?? '' })).state).toBe('submitted')
  },
)

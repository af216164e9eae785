import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { openFile, pdfWith, startDocument } from './files.ts'
import { scanOf, Stored } from './stored.ts'

const notFound = { code: 'not-found' }
const days = 24 * 60 * 60

let documents: DocumentPractice
let practice: Practice
let stored: Stored
let ada: Person
let ben: Person
let nora: Person
beforeAll(async () => {
  documents = await openDocumentPractice({})
  practice = documents.practice
  stored = new Stored(practice)
  ada = await practice.as('ada@example.com')
  ben = await practice.as('ben@example.com')
  nora = await practice.as('nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await documents[Symbol.asyncDispose]()
})

test('R93 a file that was altered, cut or exchanged where it lies does not open', async () => {
  const long = Buffer.from('Blood pressure fine. '.repeat(10_000))
  const kept = async () => {
    const id = await stored.sent(ada, long)
    const { id: record } = await startDocument(ada, { scan: id })
    return { record, path: await stored.pathOf(id) }
  }
  const [one, two] = [await kept(), await kept()]
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
  const id = await stored.sent(ada, Buffer.from(`My result: ${canaries[0]}. `.repeat(50)), {
    name: `${canaries[1]}.txt`,
  })
  const { id: record } = await startDocument(ada, { scan: id })
  await openFile(nora, scanOf(record))
  const page = await nora.api.requests.open.query({ table: 'document', id: record })
  expect(page.files['scan']?.name).toBe(`${canaries[1]}.txt`)
  const [dump] = await stored.rows<{ text: string }>(
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
      for (const path of stored.lying()) expect(readFileSync(path).includes(form), path).toBe(false)
    }
  }
})

test('a file whose patient’s key was destroyed is gone', async () => {
  const mei = await practice.as('mei@example.com')
  const id = await stored.sent(mei, pdfWith('Shredded'))
  const { id: record } = await startDocument(mei, { scan: id })
  await stored.rows('update keys.data_key set destroyed_at = now() where subject = $1', [
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
    const [left, held] = [await stored.sent(ben, pdfWith('Left')), await stored.sent(ben, pdfWith('Held'))]
    const path = await stored.pathOf(left)
    await practice.jump(20 * days)
    ben = await practice.as('ben@example.com')
    await ben.api.answers.keep.mutate({ form: 'document', typed: { scan: held } })
    await practice.jump(11 * days)
    await practice.stopWorking()
    practice.startWorking()
    await practice.until('the forgotten file is gone', async () => (await stored.statusOf(left)) === 'gone')
    await practice.until('its bytes are gone', () => Promise.resolve(!stored.lying().includes(path)))
    expect(await stored.statusOf(held)).toBe('clean')
    ben = await practice.as('ben@example.com')
    const kept = await ben.api.answers.load.query({ form: 'document' })
    expect((await startDocument(ben, { scan: kept?.typed['scan'] ?? '' })).state).toBe('submitted')
  },
)

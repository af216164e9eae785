import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf, type Person } from '../person.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { openFile, pdfWith, sendFile, startDocument } from './files.ts'

let documents: DocumentPractice
let ada: Person
let nora: Person
beforeAll(async () => {
  documents = await openDocumentPractice({})
  ada = await documents.practice.as('ada@example.com')
  nora = await documents.practice.as('nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await documents?.[Symbol.asyncDispose]()
})

const statusOf = async (id: string): Promise<string> =>
  documents.practice.superuser(
    async (client) =>
      (await client.query<{ status: string }>('select status from portico.attachment where id = $1', [id]))
        .rows[0]?.status ?? 'gone',
  )
const checked = (id: string): Promise<void> =>
  documents.practice.until('the file is checked', async () => (await statusOf(id)) !== 'waiting')

test('a patient sends a document, and the nurse opens it: byte for byte, with an entry for each', async () => {
  const bytes = pdfWith('Glucose report')
  const sent = await sendFile(ada, bytes, { name: 'report.PDF' })
  expect(sent.refusal).toBeNull()
  expect(sent.status).toBe(200)
  expect(await ada.api.attachments.own.query({ ids: [sent.id] })).toHaveLength(1)
  await checked(sent.id)
  const { id: record } = await startDocument(ada, { scan: sent.id })
  const page = await nora.api.requests.open.query({ table: 'document', id: record })
  expect(page.files).toEqual({
    scan: { id: sent.id, name: 'report.pdf', type: 'pdf', size: bytes.length, status: 'clean' },
  })
  const opened = await openFile(nora, { table: 'document', field: 'scan', record })
  expect(opened.bytes.equals(bytes)).toBe(true)
  expect(
    await refusalOf(documents.practice.stranger().api.requests.open.query({ table: 'document', id: record })),
  ).toEqual({ code: 'not-signed-in' })
})

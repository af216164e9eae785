import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Clamd, eicar } from '../clamd.ts'
import type { Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { headOf, openFile, pdfWith, sendBody, sendFile, startDocument } from './files.ts'
import { hidden, type Hostile } from './hostile.ts'
import { hostileFiles } from './hostile-files.ts'

const roomMegabytes = 100
const senders = ['ada@example.com', 'rosa@example.com', 'ben@example.com', 'mei@example.com'] as const

let clamd: Clamd
let documents: DocumentPractice
let practice: Practice
let people: readonly Person[]
beforeAll(async () => {
  clamd = await Clamd.start()
  documents = await openDocumentPractice({ settings: () => ({ CLAMD_ADDRESS: clamd.address }) })
  practice = documents.practice
  people = await Promise.all(senders.map((email) => practice.as(email)))
}, 300_000)
afterAll(async () => {
  await documents[Symbol.asyncDispose]()
  await clamd[Symbol.asyncDispose]()
})

const sender = (index: number): Person => {
  const person = people[index % people.length]
  if (!person) throw new Error('Nobody sends.')
  return person
}

const statusOf = async (id: string): Promise<string> =>
  practice.superuser(
    async (client) =>
      (await client.query<{ status: string }>('select status from portico.attachment where id = $1', [id]))
        .rows[0]?.status ?? 'gone',
  )

const scanAfter = async (id: string): Promise<string> =>
  practice.superuser(
    async (client) =>
      (
        await client.query<{ at: string }>(
          'select scan_after::text as at from portico.attachment where id = $1',
          [id],
        )
      ).rows[0]?.at ?? 'gone',
  )

const filesLying = (): readonly string[] => {
  const folder = join(practice.home, 'attachments')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
}

/** What became of a file: why it was refused, or as what it may be opened, or what the scanner said. */
const fateOf = async (
  person: Person,
  { bytes, name }: Hostile,
): Promise<{ said: string; kept: Buffer | null }> => {
  const sent = await sendFile(person, bytes, { name: `${name}.pdf` })
  if (sent.refusal?.code === 'file-refused') return { said: sent.refusal.reason, kept: null }
  if (sent.status !== 200) return { said: `status ${sent.status}`, kept: null }
  await practice.until(`${name} is checked`, async () => (await statusOf(sent.id)) !== 'waiting')
  const verdict = await statusOf(sent.id)
  const opened = await openFile(person, { id: sent.id })
  await person.api.attachments.drop.mutate({ id: sent.id })
  return { said: verdict, kept: opened.status === 200 ? opened.bytes : null }
}

const wrongWith = ({ end, bytes }: Hostile, said: string, kept: Buffer | null): string | null => {
  const isRefused = !['clean', 'refused', 'waiting'].includes(said) && !said.startsWith('status')
  const isAnew =
    said === 'clean' &&
    kept !== null &&
    !kept.equals(bytes) &&
    !kept.includes(hidden) &&
    !kept.includes(eicar)
  switch (end) {
    case 'refused':
      return isRefused ? null : `taken (${said})`
    case 'drawn-anew':
      return isAnew ? null : `not drawn anew (${said})`
    case 'either':
      return isRefused || isAnew ? null : `neither (${said})`
    case 'harmful':
      return said === 'refused' && kept === null ? null : `not found harmful (${said})`
  }
}

test(
  'R93 R149 of 200 hostile files each is refused or made harmless, in memory that does not grow',
  { timeout: 400_000 },
  async () => {
    const files = await hostileFiles()
    expect(files.length).toBeGreaterThanOrEqual(200)
    await fateOf(sender(0), { name: 'a first one', bytes: pdfWith('Harmless'), end: 'either' })
    const before = practice.servingMemory()
    let most = before
    const wrong: string[] = []
    const reasons: Record<string, number> = {}
    await Promise.all(
      people.map(async (person, turn) => {
        for (let place = turn; place < files.length; place += people.length) {
          const file = files[place]
          if (!file) continue
          const { said, kept } = await fateOf(person, file)
          reasons[said] = (reasons[said] ?? 0) + 1
          const why = wrongWith(file, said, kept)
          if (why !== null) wrong.push(`${file.name}: ${why}`)
          most = Math.max(most, practice.servingMemory())
        }
      }),
    )
    console.log(
      `${files.length} hostile files: ${JSON.stringify(reasons)}; memory ${Math.round(before)} MB, at most ${Math.round(most)} MB`,
    )
    expect(wrong).toEqual([])
    expect(most - before).toBeLessThan(roomMegabytes)
    await practice.until('nothing of them lies there', () => Promise.resolve(filesLying().length === 0))
  },
)

const endless = (chunk: Buffer, everyMs: number, head: Buffer): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (to) => to.enqueue(new Uint8Array(head)),
    pull: async (to) => {
      await sleep(everyMs)
      to.enqueue(new Uint8Array(chunk))
    },
  })

test(
  'a sender without end, a slow one and a silent one are hung up on with a reason, and leave nothing',
  { timeout: 90_000 },
  async () => {
    const before = practice.servingMemory()
    const megabyte = Buffer.alloc(1_000_000, 'a')
    const said = await Promise.all([
      sendBody(sender(0), endless(megabyte, 0, headOf({ size: 10_000_000 }))),
      sendBody(sender(1), endless(Buffer.from('drip'), 200, headOf({ size: 5_000_000 }))),
      sendBody(sender(2), endless(Buffer.from('drip'), 100_000, headOf({ size: 5_000_000 }))),
      sendBody(sender(3), Buffer.concat([headOf({ size: 5000 }), pdfWith('Harmless')])),
    ])
    expect(said.map(({ refusal }) => refusal)).toEqual(
      ['broken', 'too-slow', 'too-slow', 'cut-off'].map((reason) => ({ code: 'file-refused', reason })),
    )
    expect(practice.servingMemory() - before).toBeLessThan(roomMegabytes)
    expect(filesLying()).toEqual([])
  },
)

test(
  'one session sends one file at a time, and a sender who leaves leaves nothing',
  { timeout: 60_000 },
  async () => {
    const leaving = new AbortController()
    const slow = sendBody(
      sender(0),
      endless(Buffer.alloc(5000, 'a'), 100, headOf({ size: 5_000_000 })),
      leaving.signal,
    ).catch(() => null)
    const uploading = (): Promise<number> =>
      practice.superuser(
        async (client) =>
          (await client.query(`select 1 from portico.attachment where status = 'uploading'`)).rowCount ?? 0,
      )
    await practice.until('the first is under way', async () => (await uploading()) === 1)
    const second = await sendFile(sender(0), pdfWith('Harmless'))
    expect(second.refusal).toEqual({ code: 'file-refused', reason: 'busy' })
    expect((await sendFile(sender(1), pdfWith('Harmless'))).status).toBe(200)
    leaving.abort()
    await slow
    await practice.until('the first is forgotten', async () => (await uploading()) === 0)
    expect((await sendFile(sender(0), pdfWith('Harmless'))).status).toBe(200)
  },
)

test('a file that can never be checked is refused in the end, and nobody waits for it', async () => {
  const { id } = await sendFile(sender(0), pdfWith('Its bytes are gone'))
  await practice.until('it is checked', async () => (await statusOf(id)) === 'clean')
  await practice.superuser(async (client) => {
    await client.query('insert into portico.scan_failure values ($1, 6)', [id])
    await client.query(
      `update portico.attachment set status = 'waiting', scan_after = '-infinity', file = gen_random_uuid() where id = $1`,
      [id],
    )
  })
  const triesOf = async (): Promise<number> =>
    practice.superuser(
      async (client) =>
        (
          await client.query<{ tries: number }>(
            'select tries from portico.scan_failure where attachment = $1',
            [id],
          )
        ).rows[0]?.tries ?? 0,
    )
  await practice.until('it failed once more', async () => (await triesOf()) === 7)
  expect(await statusOf(id)).toBe('waiting')
  await practice.superuser((client) =>
    client.query(`update portico.attachment set scan_after = '-infinity' where id = $1`, [id]),
  )
  await practice.until('it is refused', async () => (await statusOf(id)) === 'refused')
  const { rows } = await practice.superuser((client) =>
    client.query(`select outcome, code from portico.entry where detail = 'attachment-not-scanned'`),
  )
  expect(rows).toEqual([{ outcome: 'refused', code: 'file-refused' }])
})

test(
  'R149 while the scanner is away a file waits and only its sender opens it; what it finds harmful nobody opens',
  { timeout: 90_000 },
  async () => {
    const [ada, nora] = [sender(0), await practice.as('nora@maple.example.com')]
    await clamd.stop()
    const [sent, good] = [await sendFile(ada, Buffer.from(eicar)), await sendFile(ada, pdfWith('Harmless'))]
    const { id: record } = await startDocument(ada, { scan: sent.id })
    const cell = { table: 'document', field: 'scan', record }
    const page = async () =>
      (await nora.api.requests.open.query({ table: 'document', id: record })).files['scan']?.status
    const asked = new Set<string>()
    await practice.until('it was to be scanned and put back, twice', async () => {
      asked.add(await scanAfter(sent.id))
      return asked.size > 3
    })
    expect(await page()).toBe('waiting')
    expect((await openFile(nora, cell)).refusal).toEqual({ code: 'not-found' })
    expect((await openFile(ada, cell)).bytes.toString()).toBe(eicar)
    await clamd.start()
    await practice.until('the scanner has spoken', async () => (await page()) === 'refused')
    for (const person of [ada, nora])
      expect((await openFile(person, cell)).refusal).toEqual({ code: 'not-found' })
    await practice.until('the other is found clean', async () => (await statusOf(good.id)) === 'clean')
    const late = await sendFile(ada, Buffer.from(`${eicar}\nagain`))
    await practice.until(
      'it is found out before it is sent',
      async () => (await statusOf(late.id)) === 'refused',
    )
    expect((await openFile(ada, { id: late.id })).refusal).toEqual({ code: 'not-found' })
    await expect(startDocument(ada, { scan: late.id })).rejects.toMatchObject({
      data: { refusal: { code: 'answers-invalid', answers: [{ field: 'scan', reason: 'file-refused' }] } },
    })
  },
)

import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { isRecordId } from '@portico/engine/brand'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { refillAnswers, startRefill } from '../refill.ts'
import { servers } from '../servers.ts'
import { openDocumentPractice, type DocumentPractice } from './document-practice.ts'
import { openFile, pdfWith, startDocument } from './files.ts'
import { scanOf, Stored } from './stored.ts'

const notFound = { code: 'not-found' }
const days = 24 * 60 * 60
const program = new URL('../../packages/runtime/cli/portico.ts', import.meta.url).pathname
/** The run's key, in a file of this practice's own: it gets further keys of keys here. */
const keyFolder = mkdtempSync(join(tmpdir(), 'portico-key-'))
const keyFile = join(keyFolder, 'key')

let documents: DocumentPractice
let practice: Practice
let stored: Stored
let ada: Person
let ben: Person
let nora: Person
beforeAll(async () => {
  copyFileSync(servers().keyFile, keyFile)
  documents = await openDocumentPractice({ settings: () => ({ PORTICO_KEY_FILE: keyFile }) })
  practice = documents.practice
  stored = new Stored(practice)
  ada = await practice.as('ada@example.com')
  ben = await practice.as('ben@example.com')
  nora = await practice.as('nora@maple.example.com')
}, 120_000)
afterAll(async () => {
  await documents[Symbol.asyncDispose]()
  rmSync(keyFolder, { recursive: true })
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

const answered = z.object({ keyOfKeys: z.number(), practiceKey: z.number(), renewed: z.number() })

/** Somebody at the machine; what she types goes in line by line. */
const portico = (args: readonly string[], typed = '') =>
  new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve) => {
    const env = practice.environment
    const child = execFile(process.execPath, [program, ...args], { env }, (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    )
    child.stdin?.end(typed)
  })
const rotate = () => portico(['keys', 'rotate', '--json'])
const rotation = ({ code, out, err }: Awaited<ReturnType<typeof rotate>>) => {
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return answered.parse(JSON.parse(out))
}
/** As somebody who signs in there. */
const asAtTheMachine = (email: string, ...args: readonly string[]) => {
  const account = practice.account(email)
  return portico(
    ['patient', ...args, '--as', email],
    `${account.password}\n${practice.code(account) ?? ''}\n`,
  )
}

test(
  'R97 keys are rotated twice while people read and write, and nobody gets an error',
  { timeout: 60_000 },
  async () => {
    const before = await stored.sentBy(ada, 'Before')
    const subjectOf = async (record: string) =>
      (await nora.api.requests.open.query({ table: 'document', id: record })).record.cells['subject']
    const done = { isOver: false, writes: 0, reads: 0 }
    const writing = [ada, ben].map(async (person) => {
      while (!done.isOver) {
        await startRefill(person)
        done.writes += 1
      }
    })
    const reading = (async () => {
      while (!done.isOver) {
        expect(await subjectOf(before.record)).toBe('A letter')
        expect((await openFile(nora, scanOf(before.record))).status).toBe(200)
        done.reads += 1
      }
    })()
    // Two who begin at once are one rotation: the other one is told so.
    const [one, other] = await Promise.all([rotate(), rotate()])
    const [first, late] = one.code === 0 ? [rotation(one), other] : [rotation(other), one]
    expect(late).toMatchObject({ code: 1, out: '' })
    const second = rotation(await rotate())
    done.isOver = true
    await Promise.all([...writing, reading])
    expect([done.writes > 20, done.reads > 20]).toEqual([true, true])
    expect([first.practiceKey, second.practiceKey]).toEqual([1, 2])
    expect(second.keyOfKeys).toBe(first.keyOfKeys + 1)
    expect(second.renewed).toBeGreaterThan(5)
    // The running processes seal by the newest keys, without having been started anew.
    const after = await stored.sentBy(ada, 'After')
    expect(await subjectOf(after.record)).toBe('A letter')
    const keys = await stored.rows<{ practice: number; kek: number; current: string }>(
      `select d.practice, p.kek, count(*) filter (where d.retired_at is null) as current
       from keys.data_key d left join keys.practice_key p on p.number = d.practice where d.destroyed_at is null group by 1, 2`,
    )
    expect(keys).toHaveLength(1)
    expect(keys[0]).toMatchObject({ practice: 2, kek: second.keyOfKeys })
    const [used] = await stored.rows<{ is_new: boolean }>(
      `select d.retired_at is null as is_new from data.document r join keys.data_key d
       on d.id = encode(substr(r.subject, 2, 16), 'hex')::uuid where r.id = $1`,
      [after.record],
    )
    expect(used).toEqual({ is_new: true })
    const said = await stored.rows<{ detail: string; address: string }>(
      `select detail, address from portico.entry where verb = 'rotate-keys' order by seq`,
    )
    expect(said.map(({ detail, address }) => `${detail} ${address}`)).toEqual([
      'begun command line',
      'finished command line',
      'begun command line',
      'finished command line',
    ])
  },
)

test(
  'R163 R165 two people shred a patient, unless a legal hold forbids it: within five seconds nothing of hers opens',
  { timeout: 60_000 },
  async () => {
    const patient = z.string().refine(isRecordId).parse('20000000-0000-4000-8000-000000000004')
    const mei = await practice.as('mei@example.com')
    const { record } = await stored.sentBy(mei, 'Shredded')
    const [sam, alex] = [
      await practice.as('sam@maple.example.com', 'office'),
      await practice.as('alex@maple.example.com', 'office'),
    ]
    const dana = await practice.as('dana@maple.example.com', 'office')
    const no = (reason: string) => ({ code: 'not-shreddable', reason })
    expect(await refusalOf(dana.api.shredding.ask.mutate({ patient }))).toEqual(notFound)
    expect(await refusalOf(sam.api.shredding.confirm.mutate({ patient }))).toEqual(no('not-asked'))
    await sam.api.shredding.ask.mutate({ patient })
    expect(await refusalOf(sam.api.shredding.confirm.mutate({ patient }))).toEqual(no('same-person'))
    const held = await asAtTheMachine('alex@maple.example.com', 'hold', patient)
    expect(held).toMatchObject({ code: 0, err: '' })
    expect(await refusalOf(alex.api.shredding.confirm.mutate({ patient }))).toEqual(no('not-asked'))
    expect(await refusalOf(alex.api.shredding.ask.mutate({ patient }))).toEqual(no('held'))
    expect((await openFile(nora, scanOf(record))).status).toBe(200)
    await alex.api.shredding.hold.mutate({ patient, holds: false })
    await alex.api.shredding.ask.mutate({ patient })
    expect(await sam.api.shredding.list.query()).toMatchObject([
      { patient, name: 'Mei Tanaka', askedBy: { name: 'Alex Moreau' }, heldAt: null, doneAt: null },
    ])
    const opened = () => nora.api.requests.open.query({ table: 'document', id: record })
    expect((await opened()).record.cells['subject']).toBe('A letter')
    // Not by the process that answers people: that one has to notice by itself.
    expect(await asAtTheMachine('sam@maple.example.com', 'confirm', patient)).toMatchObject({
      code: 0,
      err: '',
    })
    await practice.until(
      'her values open for nobody',
      async () => (await opened()).record.cells['subject'] === null,
      5000,
    )
    expect((await openFile(nora, scanOf(record))).refusal).toEqual(notFound)
    expect((await opened()).record).toMatchObject({
      cells: { patient, subject: null },
      destroyed: ['subject'],
    })
    const listed = await nora.api.records.open.query({ table: 'patient', id: patient })
    expect(listed.cells).toMatchObject({ name: null, birth_date: null })
    expect((await nora.api.records.find.query({ table: 'patient', words: 'Mei' })).records).toEqual([])
    expect(await refusalOf(mei.api.requests.open.query({ table: 'document', id: record }))).toEqual({
      code: 'not-signed-in',
    })
    expect(await refusalOf(practice.as('mei@example.com'))).toEqual({ code: 'sign-in-failed' })
    const wanda = await practice.as('wanda@maple.example.com')
    const begun = wanda.api.requests.start.mutate({
      workflow: 'refill',
      answers: refillAnswers,
      key: randomUUID(),
      patient,
    })
    expect(await refusalOf(begun)).toEqual(notFound)
    expect(await refusalOf(alex.api.shredding.ask.mutate({ patient }))).toEqual(notFound)
    const left = await stored.rows<{ keys: string; tokens: string; contacts: string }>(
      `select (select count(*) from keys.data_key where subject = $1 and (length(wrapped) > 0 or destroyed_at is null)) as keys,
       (select count(*) from data.patient where id = $1 and "_find.name" is not null) as tokens,
       (select count(*) from portico.contact where person = $1) as contacts`,
      [patient],
    )
    expect(left).toEqual([{ keys: '0', tokens: '0', contacts: '0' }])
    const steps = await stored.rows<{ said: string }>(
      `select concat_ws(' ', outcome, detail, code) as said from portico.entry where verb = 'shred' and $1 = any (patients || records) order by seq`,
      [patient],
    )
    expect(steps.map(({ said }) => said)).toEqual([
      'refused ask not-found',
      'refused confirm not-shreddable',
      'done asked',
      'refused confirm not-shreddable',
      'done hold',
      'refused confirm not-shreddable',
      'refused ask not-shreddable',
      'done release',
      'done asked',
      'done confirmed',
      'refused ask not-found',
    ])
    expect(await sam.api.trail.check.mutate()).toMatchObject({ sound: true })
  },
)

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

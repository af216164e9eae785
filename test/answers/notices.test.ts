import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMailCatcher, type MailCatcher } from '../../packages/runtime/embedded/mail-catcher.ts'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { openMacs } from '../../packages/runtime/keys/macs.ts'
import { openBounceAddresses } from '../../packages/runtime/mail/bounce-address.ts'
import { Gate } from '../gate.ts'
import { refusalOf } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { servers } from '../servers.ts'

const ada = '20000000-0000-4000-8000-000000000001'
const mei = '20000000-0000-4000-8000-000000000004'
const ben = '20000000-0000-4000-8000-000000000003'
const note = 'Fine for ninety days'

let folder = ''
let catcher: MailCatcher
let mailGate: Gate
let practice: Practice
let bouncePort = 0
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-bounces-'))
  bouncePort = await freePort()
  catcher = await startMailCatcher(folder, bouncePort)
  const smtp = new URL(catcher.smtpUrl)
  mailGate = await Gate.before(smtp.hostname, Number(smtp.port))
  practice = await Practice.open({
    settings: () => ({
      SMTP_URL: mailGate.through(catcher.smtpUrl),
      PORTICO_BOUNCE_PORT: String(bouncePort),
    }),
  })
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
  await mailGate[Symbol.asyncDispose]()
  await catcher.stop()
  rmSync(folder, { recursive: true, force: true })
})

const macs = () => openMacs(localFile(servers().keyFile))

const moveTo = (person: string, address: string) =>
  practice.superuser((client) =>
    client.query('update portico.contact set address = $2 where person = $1', [
      person,
      macs().sealText('contact', person, address),
    ]),
  )

/** A refill of this patient, approved: she is told by mail. */
const decided = async (email: string): Promise<string> => {
  const { id } = await startRefill(await practice.as(email))
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  await advanceRefill(await practice.as('priya@maple.example.com'), id, 'approve', 3, { decision_note: note })
  return id
}

const sam = () => practice.as('sam@maple.example.com', 'office')
const newest = async () => (await (await sam()).api.notices.last.query()).notices[0]
const untilOutcome = async (outcome: string) => {
  const officer = await sam()
  await practice.until(
    `the newest notice is ${outcome}`,
    async () => (await officer.api.notices.last.query()).notices[0]?.outcome === outcome,
  )
  return (await officer.api.notices.last.query()).notices[0]
}

test('R112 the last notices are told as they left, in words and without an address', async () => {
  await decided('ada@example.com')
  const sent = await untilOutcome('sent')
  expect(sent).toMatchObject({
    notice: 'News for the patient',
    language: 'en',
    to: { kind: 'patient', name: 'Ada Lindqvist' },
    reason: null,
  })
  const mails: unknown = await (await fetch(`${catcher.url}/mails`)).json()
  expect(JSON.stringify(mails)).toContain(sent?.text?.subject)
  expect(JSON.stringify(sent)).not.toContain('ada@example.com')
  for (const secret of [refillAnswers.medication, note]) expect(JSON.stringify(sent)).not.toContain(secret)
  const { entries } = await (await sam()).api.trail.read.query({ patient: ada, days: 1, verb: 'list' })
  const named = entries.filter(({ who, table }) => who === 'Sam Iverson' && table === 'patient')
  expect(named.length).toBeGreaterThan(0)
  for (const { fields } of named) expect(fields).toEqual(['name'])
})

test('who builds reads the texts without the name, and who does neither reads nothing', async () => {
  const dana = await practice.as('dana@maple.example.com', 'office')
  const [first] = (await dana.api.notices.last.query()).notices
  expect(first?.to).toEqual({ kind: 'patient', name: null })
  expect(first?.text?.body).toContain('http')
  const nora = await practice.as('nora@maple.example.com', 'office')
  expect(await refusalOf(nora.api.notices.last.query())).toEqual({ code: 'not-found' })
})

test('a mail that comes back is bounced, and an item for the front desk of that location alone', async () => {
  await moveTo(mei, 'mei@bounce.example.com')
  const request = await decided('mei@example.com')
  expect(await untilOutcome('bounced')).toMatchObject({ reason: 'bounced', code: '5.1.1' })

  const wanda = await practice.as('wanda@maple.example.com')
  const { items } = await wanda.api.notices.undelivered.query()
  expect(items).toMatchObject([{ request, patient: mei, reason: 'bounced', receiver: 'patient' }])
  for (const elsewhere of ['finn@maple.example.com', 'nora@maple.example.com', 'dana@maple.example.com']) {
    const other = await practice.as(elsewhere)
    expect((await other.api.notices.undelivered.query()).items).toEqual([])
  }
  const { entries: lists } = await (await sam()).api.trail.read.query({ patient: mei, days: 1, verb: 'list' })
  const listed = lists.filter(({ detail }) => detail === 'undelivered')
  expect(new Set(listed.map(({ who }) => who))).toEqual(new Set(['Wanda Price']))
  const id = items[0]?.id ?? ''
  const meantFor = (receiver: string) =>
    practice.superuser((client) =>
      client.query('update portico.effect set receiver = $2 where id = $1', [id, receiver]),
    )
  await meantFor('proxy')
  expect((await wanda.api.notices.undelivered.query()).items).toMatchObject([{ id, receiver: 'proxy' }])
  await meantFor('patient')
  const finn = await practice.as('finn@maple.example.com')
  expect(await refusalOf(finn.api.notices.finishUndelivered.mutate({ id }))).toEqual({ code: 'not-found' })
  const herself = await practice.as('mei@example.com')
  expect(await refusalOf(herself.api.notices.undelivered.query())).toEqual({ code: 'not-found' })

  await wanda.api.notices.finishUndelivered.mutate({ id })
  expect((await wanda.api.notices.undelivered.query()).items).toEqual([])
  expect((await newest())?.handledAt).not.toBeNull()
  const { entries } = await (await sam()).api.trail.read.query({ patient: mei, days: 1, verb: 'notice' })
  expect(entries.map(({ who, detail }) => `${who}: ${detail ?? ''}`)).toEqual(
    expect.arrayContaining([
      'Wanda Price: checked',
      'Portico itself: bounced',
      'Portico itself: refill-update',
    ]),
  )
})

test('a notice to somebody without an address needs attention, and can be tried again when there is one', async () => {
  await practice.superuser((client) => client.query('delete from portico.contact where person = $1', [ben]))
  await decided('ben@example.com')
  const waiting = await untilOutcome('attention')
  expect(waiting).toMatchObject({ reason: 'no-address', text: null })
  const wanda = await practice.as('wanda@maple.example.com')
  expect((await wanda.api.notices.undelivered.query()).items).toMatchObject([{ reason: 'no-address' }])

  const id = waiting?.id ?? ''
  const nora = await practice.as('nora@maple.example.com', 'office')
  expect(await refusalOf(nora.api.notices.tryAgain.mutate({ id }))).toEqual({ code: 'not-found' })
  await practice.superuser((client) =>
    client.query(`insert into portico.contact values ($1, $2, 'en')`, [
      ben,
      macs().sealText('contact', ben, 'ben@bounce.example.com'),
    ]),
  )
  await (await sam()).api.notices.tryAgain.mutate({ id })
  // It was undeliverable before, and coming back is another thing to see to.
  expect(await untilOutcome('bounced')).toMatchObject({ id, code: '5.1.1' })
  expect((await wanda.api.notices.undelivered.query()).items).toMatchObject([{ id, reason: 'bounced' }])
  await wanda.api.notices.finishUndelivered.mutate({ id })
  expect((await wanda.api.notices.undelivered.query()).items).toEqual([])
  expect(await refusalOf((await sam()).api.notices.tryAgain.mutate({ id }))).toEqual({ code: 'not-found' })
})

test('what the mail server refuses for good needs attention; what it refuses for now is tried again', async () => {
  const refuse = await refusingServer(['450 4.2.1 Not now', '550 5.1.1 Nobody is called so'])
  const own = await Practice.open({ settings: () => ({ SMTP_URL: `smtp://127.0.0.1:${refuse.port}` }) })
  try {
    const { id } = await startRefill(await own.as('ada@example.com'))
    const nora = await own.as('nora@maple.example.com')
    await advanceRefill(nora, id, 'take', 1)
    await advanceRefill(nora, id, 'send-on', 2)
    const priya = await own.as('priya@maple.example.com')
    await advanceRefill(priya, id, 'approve', 3, { decision_note: note })
    const officer = await own.as('sam@maple.example.com', 'office')
    const outcome = async () => (await officer.api.notices.last.query()).notices[0]
    await own.until('it is refused for good', async () => (await outcome())?.outcome === 'attention')
    expect(await outcome()).toMatchObject({ reason: 'refused', code: '5.1.1', tries: 1, text: null })
    const finn = await own.as('finn@maple.example.com')
    expect((await finn.api.notices.undelivered.query()).items).toMatchObject([{ reason: 'refused' }])
  } finally {
    await own[Symbol.asyncDispose]()
    await refuse.stop()
  }
}, 120_000)

/** A mail server that answers every receiver with the next of these sentences, and in the end always the last. */
async function refusingServer(answers: readonly string[]) {
  const left = [...answers]
  const port = await freePort()
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('220 ready\r\n')
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        const isReceiver = line.startsWith('RCPT TO')
        const said = isReceiver ? ((left.length > 1 ? left.shift() : left[0]) ?? '') : '250 ok'
        socket.write(`${said}\r\n`)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port, stop: () => new Promise((resolve) => server.close(resolve)) }
}

const report = (action: string): string =>
  [
    'From: postmaster@example.com',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; example.com',
    '',
    'Final-Recipient: rfc822; ada@example.com',
    `Action: ${action}`,
    'Status: 5.2.2',
    '',
    '--b--',
    '',
  ].join('\r\n')

test('nobody makes up a bounce: an address without its proof is refused, a delay or an answer changes nothing', async () => {
  await moveTo(mei, 'mei.well@example.com')
  await decided('mei@example.com')
  const sent = await untilOutcome('sent')
  const { addressOf } = openBounceAddresses(macs().bounce, 'no-reply@portal.example')
  const transport = createTransport({ host: '127.0.0.1', port: bouncePort, ignoreTLS: true })
  const deliver = (to: string, raw: string) => transport.sendMail({ envelope: { from: '', to }, raw })
  const right = addressOf(sent?.id ?? '')
  const forged = right.replace(/\.[0-9a-f]{24}@/, `.${'0'.repeat(24)}@`)
  for (const address of [forged, 'no-reply@portal.example', 'bounce+@portal.example'])
    await expect(deliver(address, report('failed'))).rejects.toThrow('550')
  await deliver(right, report('delayed'))
  await deliver(
    right,
    'From: mei@example.com\r\nSubject: Action: failed\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n',
  )
  expect((await newest())?.outcome).toBe('sent')
  await expect(
    deliver(right, `Subject: much\r\n\r\n${'x'.repeat(78).concat('\r\n').repeat(20_000)}`),
  ).rejects.toThrow(/552/)
  const rude = connect(bouncePort, '127.0.0.1')
  await new Promise((resolve) => rude.once('data', resolve))
  rude.destroy()
  // A queue's mailbox that takes nothing is known as well, and is nothing for the list of patients.
  await practice.superuser((client) =>
    client.query(`update portico.effect set receiver = 'queue' where id = $1`, [sent?.id]),
  )
  await deliver(right, report('failed'))
  expect(await newest()).toMatchObject({ id: sent?.id, outcome: 'bounced', to: { kind: 'queue' } })
  const wanda = await practice.as('wanda@maple.example.com')
  expect((await wanda.api.notices.undelivered.query()).items).toEqual([])
  transport.close()
}, 120_000)

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Entry } from '@portico/engine/trail/entry'
import { call } from '../call.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, refillAnswers, startRefill } from '../refill.ts'
import { granting } from './granting.ts'
import { links } from './links.ts'
import { unsentFile, unsentFiles } from './unsent-files.ts'

const elsa = '20000000-0000-4000-8000-000000000005'
const adaPerson = '20000000-0000-4000-8000-000000000001'
const adaAccount = '40000000-0000-4000-8000-000000000001'
const benPerson = '20000000-0000-4000-8000-000000000003'
const rosaAccount = '40000000-0000-4000-8000-000000000002'
const notActing = { code: 'not-acting-for' }
const { reason: _, ...narrower } = refillAnswers

let practice: Practice
let ada: Person
let forElsa: Person
let alex: Person

beforeAll(async () => {
  practice = await Practice.open({ works: false })
  ada = await practice.as('ada@example.com')
  forElsa = ada.standingFor(elsa)
  alex = await practice.as('alex@maple.example.com', 'office')
}, 120_000)
afterAll(async () => practice[Symbol.asyncDispose]())

const trailOf = async (patient: string): Promise<readonly Entry[]> => {
  const sam = await practice.as('sam@maple.example.com', 'office')
  return (await sam.api.trail.read.query({ patient, days: 1 })).entries
}
const give = (account: string, patient: string) =>
  alex.api.proxies.grant.mutate({ account, patient, role: 'proxy', until: null })
const take = (person: Person, account: string, patient: string) =>
  person.api.proxies.end.mutate({ account, patient })

describe('R82 R83 somebody who acts for her mother', () => {
  test('asks for her, as her, and sees it among her requests and not among her own', async () => {
    const started = await startRefill(forElsa, narrower)
    const { records } = await forElsa.api.records.list.query({ table: 'refill' })
    expect(records.map(({ id }) => id)).toEqual([started.id])
    expect(records[0]?.cells['patient']).toBe(elsa)
    expect((await ada.api.records.list.query({ table: 'refill' })).records).toEqual([])
    expect(await refusalOf(ada.api.requests.open.query({ table: 'refill', id: started.id }))).toEqual({
      code: 'not-found',
    })
    await advanceRefill(forElsa, started.id, 'withdraw', 1)
  })

  test('is known to be doing so, and by the name of her account', async () => {
    const [self, standing] = await Promise.all(
      [ada, forElsa].map((person) => person.api.session.whoAmI.query()),
    )
    expect(self).toMatchObject({
      name: 'Ada Lindqvist',
      isProxy: false,
      actor: { roles: ['patient'], patient: adaPerson },
    })
    expect(standing).toMatchObject({
      name: 'Ada Lindqvist',
      isProxy: true,
      actor: { roles: ['proxy'], patient: elsa, person: adaPerson },
    })
    expect(await ada.api.proxies.list.query()).toEqual({
      account: adaAccount,
      starts: ['refill', 'appointment', 'records-request'],
      actsFor: [{ patient: elsa, name: 'Elsa Lindqvist', starts: ['refill', 'appointment'], until: null }],
      actForMe: [],
    })
  })

  test('R86 finds no trace of what her role may not see', async () => {
    const finn = await practice.as('finn@maple.example.com')
    const { id } = await finn.api.requests.start.mutate({
      workflow: 'refill',
      patient: elsa,
      answers: refillAnswers,
      key: randomUUID(),
    })
    const told = JSON.stringify([
      await forElsa.api.requests.open.query({ table: 'refill', id }),
      await forElsa.api.records.list.query({ table: 'refill' }),
      await forElsa.api.records.open.query({ table: 'patient', id: elsa }),
      await forElsa.api.portal.live.query(),
      await forElsa.api.session.whoAmI.query(),
    ])
    expect(told).toContain(refillAnswers.medication)
    expect(told).not.toMatch(/"reason"|decision_note|Anything to add|nurse should know|555-0115|Running out/)
    const withReason = startRefill(forElsa)
    const withNothing = startRefill(forElsa, { ...narrower, never_asked: 'x' })
    expect(await refusalOf(withReason)).toEqual({
      code: 'answers-invalid',
      answers: [{ field: 'reason', reason: 'unknown' }],
    })
    expect(await refusalOf(withNothing)).toEqual({
      code: 'answers-invalid',
      answers: [{ field: 'never_asked', reason: 'unknown' }],
    })
  })

  test('keeps answers for her mother apart from her own, and one key begins one request for each', async () => {
    const key = randomUUID()
    await ada.api.answers.keep.mutate({ form: 'refill', typed: { medication: 'Hers' } })
    await forElsa.api.answers.keep.mutate({ form: 'refill', typed: { medication: 'Her mother’s' } })
    const kept = async (person: Person) => (await person.api.answers.load.query({ form: 'refill' }))?.typed
    expect(await kept(ada)).toEqual({ medication: 'Hers' })
    expect(await kept(forElsa)).toEqual({ medication: 'Her mother’s' })
    const begin = (person: Person, answers: Readonly<Record<string, string>>) =>
      person.api.requests.start.mutate({ workflow: 'refill', answers, key })
    const [own, mothers] = [await begin(ada, refillAnswers), await begin(forElsa, narrower)]
    expect(own.id).not.toBe(mothers.id)
    expect(await begin(forElsa, narrower)).toEqual(mothers)
    expect(await begin(ada, refillAnswers)).toEqual(own)
    expect([await kept(ada), await kept(forElsa)]).toEqual([undefined, undefined])
  })

  test('keeps what she typed for a next step, and finds it again', async () => {
    const { id } = await startRefill(forElsa, narrower)
    const place = { table: 'refill', id }
    const kept = { transition: 'withdraw', typed: { medication: 'Half of it' } }
    await forElsa.api.answers.keepStep.mutate({ ...place, ...kept })
    expect(await forElsa.api.answers.loadStep.query(place)).toEqual(kept)
    await advanceRefill(forElsa, id, 'withdraw', 1)
  })

  test('R73 is named in every entry beside the patient she stands for', async () => {
    const { id } = await startRefill(forElsa, narrower)
    await forElsa.api.requests.open.query({ table: 'refill', id })
    await advanceRefill(forElsa, id, 'withdraw', 1)
    await refusalOf(forElsa.api.records.open.query({ table: 'refill', id: randomUUID() }))
    const entries = (await trailOf(elsa)).filter(({ records }) => records.includes(id))
    expect(entries.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['create', 'open', 'transition']))
    for (const entry of entries)
      expect(entry).toMatchObject({
        account: adaAccount,
        person: adaPerson,
        onBehalfOf: elsa,
        roles: ['proxy'],
        patients: [elsa],
      })
    const sam = await practice.as('sam@maple.example.com', 'office')
    const { csv } = await sam.api.trail.download.mutate({ patient: elsa, days: 1 })
    expect(csv).toMatch(new RegExp(`${adaAccount},${elsa},proxy,create,`))
    const refused = (await sam.api.trail.read.query({ account: adaAccount, days: 1 })).entries.find(
      ({ outcome, verb }) => outcome === 'refused' && verb === 'open',
    )
    expect(refused).toMatchObject({ onBehalfOf: elsa, code: 'not-found' })
  })

  test('is told apart from the patient, to whom the staff answer', async () => {
    const { id } = await startRefill(forElsa, narrower)
    const nora = await practice.as('nora@maple.example.com')
    const { timeline } = await nora.api.requests.open.query({ table: 'refill', id })
    expect(timeline.map(({ by }) => by)).toEqual(['proxy'])
    const own = await forElsa.api.requests.open.query({ table: 'refill', id })
    expect(own.timeline.map(({ by }) => by)).toEqual(['you'])
  })
})

describe('nobody stands for somebody who', () => {
  test.each([
    ['is another patient', benPerson],
    ['is herself', adaPerson],
    ['does not exist', '99999999-0000-4000-8000-000000000001'],
  ])('%s: every call is refused alike', async (_name, patient) => {
    const { api } = ada.standingFor(patient)
    const refused = [
      api.session.whoAmI.query(),
      api.portal.live.query(),
      api.records.list.query({ table: 'refill' }),
      api.records.open.query({ table: 'patient', id: patient }),
      api.answers.load.query({ form: 'refill' }),
      api.proxies.list.query(),
      api.requests.start.mutate({ workflow: 'refill', answers: refillAnswers, key: randomUUID() }),
    ].map(refusalOf)
    for (const refusal of await Promise.all(refused)) expect(refusal).toEqual(notActing)
  })

  test('R17 is a patient, as staff', async () => {
    for (const email of ['nora@maple.example.com', 'alex@maple.example.com']) {
      const { api } = (await practice.as(email)).standingFor(elsa)
      expect(await refusalOf(api.records.list.query({ table: 'refill' }))).toEqual(notActing)
      expect(await refusalOf(api.session.whoAmI.query())).toEqual(notActing)
    }
    const sam = (await practice.as('sam@maple.example.com', 'office')).standingFor(elsa)
    expect(await refusalOf(sam.api.trail.read.query({ days: 1 }))).toEqual(notActing)
    expect(await refusalOf(sam.api.draft.load.query())).toEqual(notActing)
  })

  test('is not named by an id, and nothing is done', async () => {
    for (const named of ['', 'elsa', `${elsa},${elsa}`, `{${elsa}}`, `${elsa}0`]) {
      const headers = { cookie: ada.cookie, 'x-portico-for': named }
      const { status } = await call(ada.url, 'session.whoAmI', { headers })
      expect(status).toBe(400)
    }
  })

  test('and finds what was tried in the trail of the patient', async () => {
    const tried = (await trailOf(benPerson)).filter(({ code }) => code === 'not-acting-for')
    expect(tried.length).toBeGreaterThan(0)
    for (const entry of tried) expect(entry).toMatchObject({ account: adaAccount, onBehalfOf: benPerson })
  })
})

describe('a role for acting for somebody', () => {
  test('is given by somebody with the power for it, to others, for patients, and for others than themselves', async () => {
    const notFound = { code: 'not-found' }
    const alexAccount = (await alex.api.session.whoAmI.query()) satisfies object
    expect(alexAccount.signedIn).toBe(true)
    expect(await refusalOf(give(adaAccount, adaPerson))).toEqual(notFound)
    expect(await refusalOf(give(adaAccount, randomUUID()))).toEqual(notFound)
    expect(await refusalOf(give(randomUUID(), elsa))).toEqual(notFound)
    expect(
      await refusalOf(
        alex.api.proxies.grant.mutate({ account: rosaAccount, patient: elsa, role: 'patient', until: null }),
      ),
    ).toEqual(notFound)
    if (alexAccount.signedIn) expect(await refusalOf(give(alexAccount.actor.account, elsa))).toEqual(notFound)
    for (const email of ['sam@maple.example.com', 'dana@maple.example.com', 'nora@maple.example.com']) {
      const { api } = await practice.as(email, 'office')
      const tried = api.proxies.grant.mutate({
        account: rosaAccount,
        patient: elsa,
        role: 'proxy',
        until: null,
      })
      expect(await refusalOf(tried)).toEqual(notFound)
    }
    const own = ada.api.proxies.grant.mutate({
      account: adaAccount,
      patient: benPerson,
      role: 'proxy',
      until: null,
    })
    expect(await refusalOf(own)).toEqual(notFound)
  })

  test('is given by a sign-in that is not old', async () => {
    await practice.superuser((client) =>
      client.query(`update portico.session set fresh_at = fresh_at - interval '16 minutes'`),
    )
    expect(await refusalOf(give(rosaAccount, elsa))).toEqual({
      code: 'fresh-sign-in-needed',
      withinMinutes: 15,
    })
    alex = await practice.as('alex@maple.example.com', 'office')
  })

  test('R87 ends with the next call, whoever of the three ends it, with an entry of its own', async () => {
    const rosa = await practice.as('rosa@example.com')
    const ben = await practice.as('ben@example.com')
    const forBen = rosa.standingFor(benPerson)
    for (const ends of [alex, rosa, forBen, ben]) {
      await give(rosaAccount, benPerson)
      await forBen.api.answers.keep.mutate({ form: 'refill', typed: { medication: 'X' } })
      expect((await ben.api.proxies.list.query()).actForMe).toEqual([
        { account: rosaAccount, name: 'Rosa Delgado', until: null },
      ])
      await unsentFile(practice, rosaAccount, benPerson)
      await take(ends, rosaAccount, benPerson)
      expect(await unsentFiles(practice, rosaAccount)).toBe(0)
      expect(await refusalOf(forBen.api.records.list.query({ table: 'refill' }))).toEqual(notActing)
      expect((await rosa.api.proxies.list.query()).actsFor).toEqual([])
    }
    await give(rosaAccount, benPerson)
    expect(await forBen.api.answers.load.query({ form: 'refill' })).toBeNull()
    const foreign = take(await practice.as('mei@example.com'), rosaAccount, benPerson)
    expect(await refusalOf(foreign)).toEqual({ code: 'not-found' })
    expect(await refusalOf(take(forElsa, rosaAccount, benPerson))).toEqual({ code: 'not-found' })
    await take(ben, rosaAccount, benPerson)
    const told = await trailOf(benPerson)
    expect(told.filter(({ detail }) => detail === 'attachment-dropped')).toHaveLength(4)
    const entries = told.filter(({ detail }) => detail === 'proxy')
    const done = entries.filter(({ outcome }) => outcome === 'done').map(({ verb }) => verb)
    expect(done.filter((verb) => verb === 'grant-role')).toHaveLength(5)
    expect(done.filter((verb) => verb === 'revoke-role')).toHaveLength(5)
  })
})

granting(() => practice)
links(() => practice)

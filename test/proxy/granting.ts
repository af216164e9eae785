import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf, type Person } from '../person.ts'
import type { Practice } from '../practice.ts'
import { refillAnswers, startRefill } from '../refill.ts'

const { reason: _, ...narrower } = refillAnswers
const rosaAccount = '40000000-0000-4000-8000-000000000002'
const benPerson = '20000000-0000-4000-8000-000000000003'
const notActing = { code: 'not-acting-for' }

const mei = { account: '40000000-0000-4000-8000-000000000004', name: 'Mei Tanaka' }

let practice: Practice
let alex: Person

const give = (account: string, patient: string, until: string | null = null) =>
  alex.api.proxies.grant.mutate({ account, patient, role: 'proxy', until })
const take = (account: string, patient: string) => alex.api.proxies.end.mutate({ account, patient })
const trailOf = async (patient: string) => {
  const sam = await practice.as('sam@maple.example.com', 'office')
  return (await sam.api.trail.read.query({ patient, days: 1 })).entries
}

const finding = (): void => {
  test('finds the account to let act by the whole name it signs in with, and in no other way', async () => {
    const found = await alex.api.proxies.findAccount.query({ name: ' MEI@example.com' })
    expect(found).toMatchObject({ account: mei.account })
    for (const name of ['mei@example', 'nora@maple.example.com', 'nobody@example.com'])
      expect(await refusalOf(alex.api.proxies.findAccount.query({ name }))).toEqual({ code: 'not-found' })
    for (const email of ['sam@maple.example.com', 'dana@maple.example.com', 'finn@maple.example.com']) {
      const { api } = await practice.as(email, 'office')
      const asked = [
        api.proxies.findAccount.query({ name: 'mei@example.com' }),
        api.proxies.standing.query(),
      ].map(refusalOf)
      for (const refusal of await Promise.all(asked)) expect(refusal).toEqual({ code: 'not-found' })
    }
  })

  test('finds the patient by name and birth date, and reads no more of her', async () => {
    const { records } = await alex.api.records.find.query({ table: 'patient', words: 'Okafor' })
    expect(records.map(({ id, cells }) => [id, Object.keys(cells).toSorted()])).toEqual([
      [benPerson, ['birth_date', 'name']],
    ])
    expect((await alex.api.records.list.query({ table: 'patient' })).records.length).toBeGreaterThan(1)
    for (const table of ['refill', 'appointment', 'form-request', 'records-request'])
      expect((await alex.api.records.list.query({ table })).records).toEqual([])
  })
}

/** Given once more and taken back, it leaves no answers behind, and each of it stands in the trail. */
const endedIsTold = async (stood: Person): Promise<void> => {
  await give(mei.account, benPerson)
  expect(await stood.api.answers.load.query({ form: 'refill' })).toBeNull()
  await take(mei.account, benPerson)
  const told = (await trailOf(benPerson)).filter(
    ({ detail, records }) => detail === 'proxy' && records.includes(mei.account),
  )
  expect(told.map(({ verb, patients }) => [verb, patients])).toEqual(
    ['revoke-role', 'grant-role', 'revoke-role', 'grant-role', 'grant-role'].map((verb) => [
      verb,
      [benPerson],
    ]),
  )
}

const standingForOneOnly = (): void => {
  test('is enough for somebody who is no patient and holds no other', async () => {
    await practice.superuser(async (client) => {
      await client.query('update portico.account set person = null where id = $1', [rosaAccount])
      await client.query('delete from portico.account_role where account = $1', [rosaAccount])
    })
    await give(rosaAccount, benPerson)
    const rosa = await practice.as('rosa@example.com')
    expect(await refusalOf(rosa.api.records.open.query({ table: 'patient', id: benPerson }))).toEqual({
      code: 'not-found',
    })
    const forBen = rosa.standingFor(benPerson)
    const { id } = await startRefill(forBen, narrower)
    expect((await forBen.api.records.open.query({ table: 'refill', id })).cells['patient']).toBe(benPerson)
    const created = (await trailOf(benPerson)).find(
      ({ records, verb }) => verb === 'create' && records[0] === id,
    )
    expect(created).toMatchObject({ account: rosaAccount, person: null, onBehalfOf: benPerson })
  })
}

const jumpPastItsEnd = async (): Promise<void> => {
  const { rows } = await practice.superuser((client) =>
    client.query<{ seconds: string }>(
      `select ceil(extract(epoch from until - portico.portico_now())) + 1 as seconds from portico.account_role where account = $1 and for_patient is not null`,
      [mei.account],
    ),
  )
  await practice.jump(Number(rows[0]?.seconds))
}

/** Its end is an entry of the moment it ended: of the first, which was given anew, and of one that only ends. */
const endsByItself = async (firstDay: string): Promise<void> => {
  const { rows: days } = await practice.superuser((client) =>
    client.query<{ today: string }>('select portico.today()::text as today'),
  )
  const today = days[0]?.today ?? ''
  await give(mei.account, benPerson, today)
  await jumpPastItsEnd()
  const sam = await practice.as('sam@maple.example.com', 'office')
  const ends = async () =>
    (await sam.api.trail.read.query({ patient: benPerson, days: 3, verb: 'revoke-role' })).entries.filter(
      ({ audience }) => audience === 'system',
    )
  expect(await ends()).toHaveLength(1)
  practice.startWorking()
  await practice.until('the end is written down', async () => (await ends()).length > 1)
  await practice.stopWorking()
  const told = await ends()
  const one = { who: 'Portico itself', records: [mei.account], patients: [benPerson], detail: 'proxy' }
  expect(told).toMatchObject([one, one])
  const { rows } = await practice.superuser((client) =>
    client.query<{ day: string }>(
      `select (at at time zone 'America/Chicago')::text as day from portico.entry where seq = any ($1::bigint[]) order by seq`,
      [told.map(({ seq }) => seq)],
    ),
  )
  const midnightAfter = (day: string) =>
    `${new Date(Date.parse(day) + 24 * 3600_000).toISOString().slice(0, 10)} 00:00:00`
  expect(rows.map(({ day }) => day)).toEqual([midnightAfter(firstDay), midnightAfter(today)])
  expect((await sam.api.trail.check.mutate()).sound).toBe(true)
}

const ending = (): void => {
  test('R87 gives it an end, sees it among what stands, and from that moment on it gives nothing', async () => {
    const { rows } = await practice.superuser((client) =>
      client.query<{ today: string; before: string }>(
        'select portico.today()::text as today, (portico.today() - 1)::text as before',
      ),
    )
    const { today = '', before = '' } = rows[0] ?? {}
    expect(await refusalOf(give(mei.account, benPerson, before))).toEqual({ code: 'not-found' })
    await give(mei.account, benPerson)
    await give(mei.account, benPerson, today)
    const standing = async () =>
      (await alex.api.proxies.standing.query()).filter(({ account }) => account === mei.account)
    expect(await standing()).toEqual([
      { ...mei, patient: benPerson, patientName: 'Ben Okafor', role: 'proxy', until: today },
    ])
    const signedIn = await practice.as('mei@example.com')
    const forBen = signedIn.standingFor(benPerson)
    const { id } = await startRefill(forBen, narrower)
    await forBen.api.answers.keep.mutate({ form: 'refill', typed: { medication: 'X' } })
    expect((await signedIn.api.proxies.list.query()).actsFor).toMatchObject([
      { patient: benPerson, until: today },
    ])
    const ben = await practice.as('ben@example.com')
    expect((await ben.api.proxies.list.query()).actForMe).toContainEqual({ ...mei, until: today })

    await jumpPastItsEnd()
    alex = await practice.as('alex@maple.example.com', 'office')
    const again = await practice.as('mei@example.com')
    const stood = again.standingFor(benPerson)
    const refused = [
      stood.api.session.whoAmI.query(),
      stood.api.records.list.query({ table: 'refill' }),
      stood.api.requests.open.query({ table: 'refill', id }),
      stood.api.requests.find.query({ id }),
    ].map(refusalOf)
    for (const refusal of await Promise.all(refused)) expect(refusal).toEqual(notActing)
    expect(await refusalOf(again.api.requests.find.query({ id }))).toEqual({ code: 'not-found' })
    expect((await again.api.proxies.list.query()).actsFor).toEqual([])
    expect(await standing()).toEqual([])
    const sam = await practice.as('sam@maple.example.com', 'office')
    const who = await sam.api.access.whoCan.query({ table: 'refill', field: 'medication', record: id })
    expect(JSON.stringify(who)).not.toContain(mei.account)

    await endedIsTold(stood)

    await endsByItself(today)
  })
}

/** What the office can do about it; with the practice of the file that asks. Moves its clock. */
export const granting = (ofFile: () => Practice): void => {
  describe('whoever grants roles', () => {
    beforeAll(async () => {
      practice = ofFile()
      alex = await practice.as('alex@maple.example.com', 'office')
    })
    standingForOneOnly()
    finding()
    ending()
  })
}

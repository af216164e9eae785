import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RecordId } from '@portico/engine/brand'
import { askForAppointment } from '../appointment.ts'
import { refusalOf, type Person } from '../person.ts'
import { Practice } from '../practice.ts'
import { advanceRefill, startRefill } from '../refill.ts'

let practice: Practice
let ada: Person
let nora: Person
let priya: Person
let lenaIs: RecordId
let noraIs: RecordId
beforeAll(async () => {
  practice = await Practice.open({ works: false })
  ada = await practice.as('ada@example.com')
  nora = await practice.as('nora@maple.example.com')
  priya = await practice.as('priya@maple.example.com')
  ;[noraIs, lenaIs] = await Promise.all([whoIs('nora@maple.example.com'), whoIs('lena@maple.example.com')])
}, 120_000)
afterAll(() => practice[Symbol.asyncDispose]())

async function whoIs(email: string): Promise<RecordId> {
  const who = await (await practice.as(email)).api.session.whoAmI.query()
  if (!who.signedIn || who.actor.person === null) throw new Error(`${email} is nobody.`)
  return who.actor.person
}

const begun = async (): Promise<RecordId> => (await startRefill(ada)).id
const line = (id: RecordId, expectedVersion = 1) => ({ table: 'refill', id, expectedVersion })
const keyed = (one: ReturnType<typeof line>) => ({ ...one, key: randomUUID() })

test('a nurse hands requests to a colleague; each that cannot go says why and keeps none of the others', async () => {
  const [free, taken, gone, sentOn] = await Promise.all([begun(), begun(), begun(), begun()])
  await advanceRefill(nora, taken, 'take', 1)
  await advanceRefill(ada, gone, 'withdraw', 1)
  await advanceRefill(nora, sentOn, 'take', 1)
  await advanceRefill(nora, sentOn, 'send-on', 2)
  const lines = [line(free), line(taken), line(gone, 2), line(sentOn, 3)]
  const why = [null, 'stale-version', 'wrong-state', 'not-found']
  const preview = await nora.api.requests.previewReassign.query({ to: lenaIs, lines })
  expect(preview.map(({ refusal }) => refusal?.code ?? null)).toEqual(why)
  const done = await nora.api.requests.reassign.mutate({ to: lenaIs, lines: lines.map(keyed) })
  expect(done.map(({ refusal }) => refusal?.code ?? null)).toEqual(why)
  const { record, timeline } = await nora.api.requests.open.query({ table: 'refill', id: free })
  expect(record.request).toMatchObject({ assignee: lenaIs, version: 2, state: 'submitted' })
  expect(timeline.at(-1)).toMatchObject({ transition: '_reassign', by: 'you', assignee: lenaIs, version: 2 })
  const hers = await ada.api.requests.open.query({ table: 'refill', id: free })
  expect(hers.timeline.at(-1)).toMatchObject({ by: 'staff', staff: null, assignee: null })
})

test('the same keys again hand over once, and each handing over is one entry and one line of the way', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, begun))
  const lines = ids.map((id) => keyed(line(id)))
  const answers = await Promise.all(
    [1, 2].map(() => nora.api.requests.reassign.mutate({ to: lenaIs, lines })),
  )
  expect(answers.flat().map(({ refusal }) => refusal)).toEqual(Array.from({ length: 20 }, () => null))
  const { rows } = await practice.superuser((client) =>
    client.query<{ handed: string; entries: string }>(
      `select (select count(*) from portico.transition where request = any ($1) and transition = '_reassign') as handed,
        (select count(*) from portico.entry where records && $1 and detail = 'reassign' and outcome = 'done') as entries`,
      [ids],
    ),
  )
  expect(rows[0]).toEqual({ handed: '10', entries: '10' })
  const [first] = lines
  if (!first) throw new Error('There is a line.')
  const other = await nora.api.requests.reassign.mutate({ to: noraIs, lines: [first] })
  expect(other[0]?.refusal).toEqual({ code: 'key-reused' })
})

test('who does not work on the queue hands nothing over and learns of no colleague, by no login of hers', async () => {
  const id = await begun()
  const finn = await practice.as('finn@maple.example.com')
  for (const who of [finn, priya, ada]) {
    const answered = await who.api.requests.reassign.mutate({ to: lenaIs, lines: [keyed(line(id))] })
    expect(answered).toEqual([{ id, refusal: { code: 'not-found' } }])
    expect(
      await who.api.requests.colleagues.query({ lines: [line(id)] }).catch(() => ({ people: [] })),
    ).toEqual({
      people: [],
    })
  }
  const to = await whoIs('finn@maple.example.com')
  const [refused] = await nora.api.requests.reassign.mutate({ to, lines: [keyed(line(id))] })
  expect(refused?.refusal).toEqual({ code: 'not-assignable', reason: 'no-role' })
  const { people } = await nora.api.requests.colleagues.query({ lines: [line(id)] })
  expect(people).toEqual(
    expect.arrayContaining([
      { id: noraIs, refusals: [] },
      { id: lenaIs, refusals: [] },
    ]),
  )
  expect(people.map((one) => one.id)).not.toContain(to)
  const { rows } = await practice.superuser((client) =>
    client.query("select code from portico.entry where records @> array[$1::uuid] and detail = 'reassign'", [
      id,
    ]),
  )
  expect(rows).toHaveLength(4)
})

test('of the colleagues at the same queue, only those who may see a request are offered for it', async () => {
  const { id } = await askForAppointment(ada)
  const [finn, finnIs] = [await practice.as('finn@maple.example.com'), await whoIs('finn@maple.example.com')]
  const wandaIs = await whoIs('wanda@maple.example.com')
  const lines = [{ table: 'appointment', id, expectedVersion: 1 }]
  const { people } = await finn.api.requests.colleagues.query({ lines })
  const noSight = { code: 'not-assignable', reason: 'no-sight' }
  // Wanda works at the other location's desk, where no patient of this one is seen.
  expect(people).toEqual(
    expect.arrayContaining([
      { id: finnIs, refusals: [] },
      { id: wandaIs, refusals: [noSight] },
    ]),
  )
  // Who is offered is who can open it, and whom handing over accepts.
  for (const { id: to, refusals } of people) {
    const [answer] = await finn.api.requests.previewReassign.query({ to, lines })
    expect(answer?.refusal ?? null).toEqual(refusals[0] ?? null)
  }
  const wanda = await practice.as('wanda@maple.example.com')
  expect(await refusalOf(wanda.api.requests.open.query({ table: 'appointment', id }))).toEqual({
    code: 'not-found',
  })
})

test('more than a hundred at once are not taken', async () => {
  const id = await begun()
  const lines = Array.from({ length: 101 }, () => keyed(line(id)))
  await expect(nora.api.requests.reassign.mutate({ to: lenaIs, lines })).rejects.toThrow()
})

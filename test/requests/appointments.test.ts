import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceAppointment, anyTime, askForAppointment, freeSlots } from '../appointment.ts'
import { Practice } from '../practice.ts'
import { refusalOf, type Person } from '../person.ts'
import { mailsTo } from '../servers.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open()
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

const opened = (person: Person, id: string) => person.api.requests.open.query({ table: 'appointment', id })
const stepsOf = async (person: Person, id: string) =>
  (await opened(person, id)).transitions.filter(({ may }) => may).map((step) => step.id)

/** A free time far enough from the others that tests beside each other do not want the same. */
const freeSlot = async (person: Person, at: number): Promise<string> => {
  const slot = (await freeSlots(person))[at]
  if (slot === undefined) throw new Error('All times are taken.')
  return slot
}

/** Asked for by Ada and offered by Finn: the time is held. */
const offered = async (ada: Person, finn: Person, at: number) => {
  const { id } = await askForAppointment(ada)
  const slot = await freeSlot(finn, at)
  expect(await advanceAppointment(finn, id, 'offer', 1, { slot })).toMatchObject({ state: 'offered' })
  return { id, slot }
}

test('R120 a patient asks, the front desk offers a time and holds it, and the patient confirms', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id, slot } = await offered(ada, finn, 3)
  expect((await opened(ada, id)).record.cells['slot']).toBe(slot)
  expect(await freeSlots(finn)).not.toContain(slot)
  expect(await freeSlots(ada)).not.toContain(slot)
  expect(await stepsOf(ada, id)).toEqual(['confirm', 'ask-again', 'cancel'])
  expect(await advanceAppointment(ada, id, 'confirm', 2)).toMatchObject({ state: 'confirmed', due: null })
  // Only a notice whose state still holds is sent, so she is heard before the next step.
  await practice.until('she is told', async () =>
    (await mailsTo('ada@example.com')).some(({ text }) => text.includes(id)),
  )
  expect(await stepsOf(finn, id)).toEqual(['call-off', 'attend', 'miss'])
  expect(await advanceAppointment(finn, id, 'attend', 3)).toMatchObject({ state: 'attended' })
  for (const { text } of (await mailsTo('ada@example.com')).filter((mail) => mail.text.includes(id)))
    expect(text).not.toMatch(/knee|Tuesday|East|\d{1,2}:\d{2}/)
})

test('R121 a patient chooses a free time herself, and it is held from that moment', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const slot = await freeSlot(ada, 0)
  const { id } = await askForAppointment(ada, { slot, visit_reason: 'A check' })
  expect(await freeSlots(await practice.as('ben@example.com'))).not.toContain(slot)
  expect(await advanceAppointment(finn, id, 'accept', 1)).toMatchObject({ state: 'confirmed' })
})

test('who asks without a time is asked which days suit, and cannot be confirmed without one', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  expect(await refusalOf(askForAppointment(ada, { visit_reason: 'A check' }))).toMatchObject({
    code: 'answers-invalid',
    answers: [
      { field: 'days', reason: 'missing' },
      { field: 'part_of_day', reason: 'missing' },
    ],
  })
  const { id } = await askForAppointment(ada)
  expect(await refusalOf(advanceAppointment(finn, id, 'accept', 1))).toEqual({
    code: 'only-when',
    transition: 'accept',
  })
})

test('who is second is told that the time is taken, and nothing of hers is lost or begun', async () => {
  const [ada, ben] = [await practice.as('ada@example.com'), await practice.as('ben@example.com')]
  const finn = await practice.as('finn@maple.example.com')
  const { slot } = await offered(ada, finn, 5)
  const mine = { slot, visit_reason: 'A check' }
  await ben.api.answers.keep.mutate({ form: 'appointment', typed: mine })
  expect(await refusalOf(askForAppointment(ben, mine))).toEqual({ code: 'taken', field: 'slot' })
  expect((await ben.api.answers.load.query({ form: 'appointment' }))?.typed).toEqual(mine)
  const other = await askForAppointment(ada)
  expect(await refusalOf(advanceAppointment(finn, other.id, 'offer', 1, { slot }))).toEqual({
    code: 'taken',
    field: 'slot',
  })
  expect((await opened(finn, other.id)).record).toMatchObject({
    cells: { slot: null },
    request: { state: 'submitted', version: 1 },
  })
})

test.each([
  ['asks for another time', 'ask-again', { days: 'Fridays' }, 'submitted'],
  ['cancels', 'cancel', {}, 'cancelled'],
] as const)('a patient who %s gives the time back', async (_, step, answers, state) => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id, slot } = await offered(ada, finn, 7)
  expect(await advanceAppointment(ada, id, step, 2, answers)).toMatchObject({ state })
  expect(await freeSlots(ada)).toContain(slot)
  expect((await opened(ada, id)).record.cells).toMatchObject({ slot: null, ...answers })
})

test('a confirmed appointment can be changed by the patient and called off by the front desk', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id, slot } = await offered(ada, finn, 9)
  await advanceAppointment(ada, id, 'confirm', 2)
  await advanceAppointment(ada, id, 'change', 3, { days: 'Mondays' })
  expect(await freeSlots(ada)).toContain(slot)
  await advanceAppointment(finn, id, 'offer', 4, { slot: await freeSlot(finn, 9) })
  await advanceAppointment(ada, id, 'confirm', 5)
  const texts = { reply: 'The building has no water.', desk_note: 'Call her back.' }
  expect(await advanceAppointment(finn, id, 'call-off', 6, texts)).toMatchObject({ state: 'called-off' })
  expect((await opened(ada, id)).record.cells).toMatchObject({ reply: texts.reply, slot: null })
  expect(JSON.stringify(await opened(ada, id))).not.toMatch(/desk_note|Call her back/)
})

test('an offer that nobody answers lapses by itself, frees its time and tells her', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id, slot } = await offered(ada, finn, 11)
  await practice.jumpPast((await opened(finn, id)).record.request?.due ?? null)
  await practice.until(
    'the offer lapses',
    async () =>
      (await opened(await practice.as('finn@maple.example.com'), id)).record.request?.state === 'lapsed',
  )
  const again = await practice.as('ada@example.com')
  expect((await opened(again, id)).record.cells['slot']).toBeNull()
  expect(await stepsOf(again, id)).toEqual(['ask-again', 'cancel'])
  const { rows } = await practice.superuser((client) =>
    client.query<{ fields: string[] }>(
      `select fields from portico.entry where verb = 'transition' and detail = 'lapse' and $1 = any (records)`,
      [id],
    ),
  )
  expect(rows).toEqual([{ fields: ['slot'] }])
  const free = await practice.superuser((client) =>
    client.query('select 1 from data.appointment where slot = $1', [slot]),
  )
  expect(free.rowCount).toBe(0)
})

test('an offered time limits the deadline of its answer, and one without time to answer cannot be offered', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { id } = await askForAppointment(ada)
  const slot = await freeSlot(finn, 2)
  const begins = (seconds: number) =>
    practice.superuser(async (client) => {
      await client.query('set session_replication_role = replica')
      const { rows } = await client.query<{ starts: Date }>(
        `update data.slot set starts = date_trunc('second', portico.portico_now()) + make_interval(secs => $2) where id = $1 returning starts`,
        [slot, seconds],
      )
      return new Date(rows[0]?.starts ?? '').toISOString()
    })
  for (const seconds of [-60, 3500]) {
    await begins(seconds)
    expect(await refusalOf(advanceAppointment(finn, id, 'offer', 1, { slot }))).toEqual({
      code: 'answers-invalid',
      answers: [{ field: 'slot', reason: 'too-early' }],
    })
  }
  const starts = await begins(5400)
  const offer = (await opened(finn, id)).transitions.find((step) => step.id === 'offer')
  expect(Date.parse(offer?.leavesBy ?? '')).toBeGreaterThan(Date.parse(starts))
  const { due } = await advanceAppointment(finn, id, 'offer', 1, { slot })
  // Nobody is asked for an answer by the very minute it begins.
  expect(Date.parse(due ?? '')).toBe(Date.parse(starts) - 3_600_000)
})

test('the front desk enters an appointment for a caller, with a time or without', async () => {
  const finn = await practice.as('finn@maple.example.com')
  const { records } = await finn.api.records.find.query({ table: 'patient', words: 'Ada Lind' })
  const caller = records[0]?.id ?? ''
  expect(await askForAppointment(finn, anyTime, caller)).toMatchObject({ state: 'submitted' })
  const slot = await freeSlot(finn, 0)
  expect(await askForAppointment(finn, { slot, visit_reason: 'A check' }, caller)).toMatchObject({
    state: 'submitted',
  })
})

test('a time that the front desk adds is offered to a patient, and stays as it is once somebody has it', async () => {
  const [ada, finn] = [await practice.as('ada@example.com'), await practice.as('finn@maple.example.com')]
  const { records } = await finn.api.records.list.query({ table: 'location' })
  const location = records[0]?.id ?? ''
  const { rows } = await practice.superuser((client) =>
    client.query<{ at: Date }>(`select date_trunc('hour', portico.portico_now()) + interval '40 days' as at`),
  )
  const starts = new Date(rows[0]?.at ?? '').toISOString()
  const { id: slot } = await finn.api.records.create.mutate({
    ...{ table: 'slot', key: randomUUID() },
    answers: { starts, location, minutes: '25' },
  })
  const moved = { table: 'slot', id: slot, answers: { minutes: '30' } }
  await finn.api.records.change.mutate(moved)
  expect(await freeSlots(ada)).toContain(slot)
  const { id } = await askForAppointment(ada)
  expect(await advanceAppointment(finn, id, 'offer', 1, { slot })).toMatchObject({ state: 'offered' })
  expect((await ada.api.records.open.query({ table: 'slot', id: slot })).cells).toMatchObject({
    starts,
    minutes: 30,
  })
  const later = { ...moved, answers: { minutes: '45' } }
  expect(await refusalOf(finn.api.records.change.mutate(later))).toEqual({ code: 'taken', field: 'slot' })
  await advanceAppointment(ada, id, 'cancel', 2)
  expect(await finn.api.records.change.mutate(later)).toEqual({ id: slot })
  const empty = { table: 'slot', key: randomUUID(), answers: { location } }
  expect(await refusalOf(finn.api.records.create.mutate(empty))).toEqual({
    code: 'answers-invalid',
    answers: [{ field: 'starts', reason: 'missing' }],
  })
  for (const { api } of [ada, await practice.as('nora@maple.example.com')])
    expect(await refusalOf(api.records.create.mutate({ ...empty, answers: { starts } }))).toEqual({
      code: 'not-found',
    })
})

test('a list is sorted by a date and time, page after page, and by nothing that is private or not one', async () => {
  const finn = await practice.as('finn@maple.example.com')
  const sorted = async (first: 'soonest' | 'latest'): Promise<readonly string[]> => {
    const starts: string[] = []
    let after: string | undefined
    do {
      const order = { by: 'starts', first }
      const page = await finn.api.records.list.query({
        table: 'slot',
        order,
        size: 7,
        ...(after && { after }),
      })
      starts.push(...page.records.map(({ cells }) => String(cells['starts'])))
      after = page.next ?? undefined
    } while (after !== undefined)
    return starts
  }
  const soonest = await sorted('soonest')
  expect(soonest.length).toBeGreaterThan(14)
  expect(soonest).toEqual(soonest.toSorted())
  expect(await sorted('latest')).toEqual(soonest.toReversed())
  for (const [table, by] of [
    ['slot', 'minutes'],
    ['slot', 'gone'],
    ['patient', 'birth_date'],
    ['appointment', 'visit_reason'],
  ] as const)
    expect(await refusalOf(finn.api.records.list.query({ table, order: { by, first: 'soonest' } }))).toEqual({
      code: 'not-found',
    })
})

test('more than a hundred choices come page by page, each once and in order', async () => {
  const finn = await practice.as('finn@maple.example.com')
  await practice.superuser(async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(
      `insert into data.slot (id, starts, location) select gen_random_uuid(), date_trunc('minute', portico.portico_now()) + n * interval '1 minute' + interval '60 days',
         '10000000-0000-4000-8000-000000000001' from generate_series(1, 210) n`,
    )
  })
  const asked = { table: 'appointment', field: 'slot' }
  const starts: unknown[] = []
  const ids = new Set<string>()
  let after: string | undefined
  do {
    const page = await finn.api.records.choices.query({ ...asked, ...(after && { after }) })
    expect(page.records.length).toBeLessThanOrEqual(100)
    for (const { id, cells } of page.records) {
      ids.add(id)
      starts.push(cells['starts'])
    }
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(ids.size).toBe(starts.length)
  expect(ids.size).toBeGreaterThan(210)
  expect(starts).toEqual(starts.toSorted())
  expect(await refusalOf(finn.api.records.choices.query({ ...asked, after: 'no cursor' }))).toEqual({
    code: 'not-found',
  })
})

test('a field that nobody of an audience could answer has no choices, and who reads no times is offered none', async () => {
  const dana = await practice.as('dana@maple.example.com')
  for (const [table, field] of [
    ['location', 'name'],
    ['appointment', 'gone'],
    ['gone', 'slot'],
  ] as const)
    expect(await refusalOf(dana.api.records.choices.query({ table, field }))).toEqual({ code: 'not-found' })
  // Who of the staff adds a time says where; no patient does.
  const ada = await practice.as('ada@example.com')
  expect(await refusalOf(ada.api.records.choices.query({ table: 'slot', field: 'location' }))).toEqual({
    code: 'not-found',
  })
  expect(await freeSlots(dana)).toEqual([])
})

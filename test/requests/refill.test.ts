import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Practice } from '../practice.ts'
import { refusalOf } from '../person.ts'
import { advanceRefill } from '../refill.ts'
import { mailsTo } from '../servers.ts'

let practice: Practice
beforeAll(async () => {
  practice = await Practice.open()
}, 120_000)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

const answers = {
  medication: 'Lisinopril',
  dose: '10 mg',
  days_left: '3',
  pharmacy: 'main-street',
  reason: 'Running out soon',
}

test('R119 a refill goes from the patient over nurse and provider to done', async () => {
  const ada = await practice.as('ada@example.com')
  const started = await ada.api.requests.start.mutate({ workflow: 'refill', answers, key: randomUUID() })
  expect(started).toMatchObject({ state: 'submitted', version: 1 })
  const hers = await ada.api.records.list.query({ table: 'refill' })
  expect(hers.records[0]?.cells).toMatchObject({ medication: 'Lisinopril', dose: '10 mg', days_left: 3 })

  const nora = await practice.as('nora@maple.example.com')
  const queue = await nora.api.records.list.query({
    table: 'refill',
    where: [{ field: 'queue', in: ['nurse'] }],
    order: 'due',
  })
  expect(queue.records.map(({ id }) => id)).toContain(started.id)
  const step = (person: typeof nora, transition: string, expectedVersion: number, more = {}) =>
    person.api.requests.advance.mutate({
      table: 'refill',
      id: started.id,
      transition,
      answers: more,
      expectedVersion,
      key: randomUUID(),
    })
  expect(await step(nora, 'take', 1)).toMatchObject({ state: 'in-review', version: 2 })
  expect(await refusalOf(step(nora, 'take', 1))).toMatchObject({ code: 'stale-version', version: 2 })
  expect(await step(nora, 'send-on', 2)).toMatchObject({ state: 'awaiting-decision' })

  const priya = await practice.as('priya@maple.example.com')
  expect(await refusalOf(step(nora, 'approve', 3, { decision_note: 'x' }))).toEqual({ code: 'not-found' })
  expect(await step(priya, 'approve', 3, { decision_note: 'Fine for ninety days' })).toMatchObject({
    state: 'approved',
  })

  const page = await ada.api.requests.open.query({ table: 'refill', id: started.id })
  expect(page.timeline.map(({ to }) => to)).toEqual([
    'submitted',
    'in-review',
    'awaiting-decision',
    'approved',
  ])
  expect(page.record.cells).not.toHaveProperty('decision_note')
  expect(page.record.hidden).toEqual([])

  const finn = await practice.as('finn@maple.example.com')
  const seen = await finn.api.requests.open.query({ table: 'refill', id: started.id })
  expect(JSON.stringify(seen)).not.toContain('ninety')
  expect(seen.record.hidden).toEqual(['reason', 'reply', 'decision_note'])

  await practice.until('the notice arrives', async () =>
    (await mailsTo('ada@example.com')).some(({ text }) => text.includes(started.id)),
  )
  const [mail] = (await mailsTo('ada@example.com')).filter(({ text }) => text.includes(started.id))
  expect(mail?.text).not.toMatch(/Lisinopril|ninety|10 mg/)
  await practice.until('the workflow has applied the plan', async () =>
    practice.superuser(
      async (client) =>
        (
          await client.query('select 1 from portico.request where id = $1 and applied_plan = plan', [
            started.id,
          ])
        ).rowCount === 1,
    ),
  )
})

test('the front desk finds a caller by part of her name and starts a refill for her', async () => {
  const finn = await practice.as('finn@maple.example.com')
  const { records } = await finn.api.records.find.query({ table: 'patient', words: 'lind' })
  expect(records.map(({ cells }) => cells['name']).toSorted()).toEqual(['Ada Lindqvist', 'Elsa Lindqvist'])
  const started = await finn.api.requests.start.mutate({
    workflow: 'refill',
    patient: records.find(({ cells }) => cells['name'] === 'Ada Lindqvist')?.id ?? '',
    answers,
    key: randomUUID(),
  })
  expect(started.state).toBe('submitted')
  const wanda = await practice.as('wanda@maple.example.com')
  expect(await refusalOf(wanda.api.requests.open.query({ table: 'refill', id: started.id }))).toEqual({
    code: 'not-found',
  })
})

test('a declined refill has a text for the patient, which she reads, and one among colleagues, which she does not', async () => {
  const ada = await practice.as('ada@example.com')
  const { id } = await ada.api.requests.start.mutate({ workflow: 'refill', answers, key: randomUUID() })
  const nora = await practice.as('nora@maple.example.com')
  await advanceRefill(nora, id, 'take', 1)
  await advanceRefill(nora, id, 'send-on', 2)
  const priya = await practice.as('priya@maple.example.com')
  const texts = { reply: 'Please come in first.', decision_note: 'Second time this month.' }
  expect(await refusalOf(advanceRefill(priya, id, 'decline', 3, { reply: texts.reply }))).toMatchObject({
    code: 'answers-invalid',
  })
  await advanceRefill(priya, id, 'decline', 3, texts)
  const seen = JSON.stringify(await ada.api.requests.open.query({ table: 'refill', id }))
  expect(seen).toContain(texts.reply)
  expect(seen).not.toMatch(/decision_note|Second time/)
})

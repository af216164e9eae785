import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Practice } from '../practice.ts'
import type { Person } from '../person.ts'
import { startRefill } from '../refill.ts'
import { quantile } from './load.ts'

const seconds = 10
const requestCount = 60

let practice: Practice
let watching: Client
let nora: Person
const requests: { readonly id: string; version: number }[] = []
beforeAll(async () => {
  practice = await Practice.open()
  watching = new Client({ connectionString: practice.databaseUrl })
  await watching.connect()
  const ada = await practice.as('ada@example.com')
  nora = await practice.as('nora@maple.example.com')
  for (let count = 0; count < requestCount; count++)
    requests.push({ id: (await startRefill(ada)).id, version: 1 })
  await practice.until('all runs are there', async () => (await waiting()).size === 0, 60_000)
}, 180_000)
afterAll(async () => {
  await watching.end()
  await practice[Symbol.asyncDispose]()
})

/** The requests whose run has not yet done what their plan says. */
const waiting = async (): Promise<ReadonlySet<string>> => {
  const { rows } = await watching.query<{ id: string }>(
    'select id from portico.request where plan > applied_plan',
  )
  return new Set(rows.map(({ id }) => id))
}

/** From the commit's answer until the run has looked and done, in milliseconds. */
async function latencies(perSecond: number): Promise<readonly number[]> {
  let answered: { readonly id: string; readonly at: number }[] = []
  const took: number[] = []
  let isOver = false
  const watch = async (): Promise<void> => {
    while (!isOver || answered.length > 0) {
      const open = await waiting()
      const now = performance.now()
      took.push(...answered.filter(({ id }) => !open.has(id)).map(({ at }) => now - at))
      answered = answered.filter(({ id }) => open.has(id))
      await sleep(5)
    }
  }
  const watched = watch()
  const begun = performance.now()
  const moves: Promise<void>[] = []
  for (let count = 0; count < perSecond * seconds; count++) {
    await sleep(Math.max(0, begun + (count * 1000) / perSecond - performance.now()))
    const request = requests[count % requests.length]
    if (request)
      moves.push(move(request).then(() => void answered.push({ id: request.id, at: performance.now() })))
  }
  await Promise.all(moves)
  isOver = true
  await watched
  return took
}

const move = async (request: { readonly id: string; version: number }): Promise<void> => {
  const transition = request.version % 2 === 1 ? 'take' : 'put-back'
  const expectedVersion = request.version++
  const step = {
    table: 'refill',
    id: request.id,
    transition,
    answers: {},
    expectedVersion,
    key: randomUUID(),
  }
  await nora.api.requests.advance.mutate(step)
}

test.each([10, 20, 30])('from commit to applied at %i transitions a second', async (perSecond) => {
  const took = await latencies(perSecond)
  expect(took).toHaveLength(perSecond * seconds)
  const at = (share: number): string => quantile(took, share).toFixed(0)
  const memory = [practice.servingMemory(), practice.workingMemory()].map((held) => held.toFixed(0))
  console.log(
    `| ${perSecond}/s | ${at(0.5)} ms | ${at(0.95)} ms | ${at(0.99)} ms | serve and work: ${memory.join(' + ')} MB |`,
  )
})

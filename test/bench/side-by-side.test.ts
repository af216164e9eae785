import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNodeChild, type NodeChild } from '../../packages/runtime/embedded/node-child.ts'
import { freePort } from '../../packages/runtime/embedded/port.ts'
import { Practice } from '../practice.ts'
import { east, fill, type Filled } from './bench-practice.ts'
import { atOnce, median, speedOf, type Asking, type Speed } from './load.ts'

const rounds = Number(process.env['ROUNDS'] ?? 5)
const roundMs = Number(process.env['ROUND_MS'] ?? 5000)

let practice: Practice
let bare: NodeChild
let barePort: number
let filled: Filled
beforeAll(async () => {
  // The serving process alone: what requests cost the worker is measured in relay.test.ts.
  practice = await Practice.open({ works: false })
  filled = await fill(practice)
  barePort = await freePort()
  bare = startNodeChild({
    file: new URL('bare.ts', import.meta.url).pathname,
    args: [],
    env: {
      ...process.env,
      DATABASE_URL: filled.bareUrl,
      PATIENT: filled.patient,
      LOCATION: east,
      BARE_PORT: String(barePort),
    },
    logFile: join(tmpdir(), `portico-bare-${barePort}.log`),
    memory: 'fast',
  })
  await practice.until('the bare server answers', async () =>
    fetch(`http://127.0.0.1:${barePort}/patient/list`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
}, 900_000)
afterAll(async () => {
  await bare.stop()
  await practice[Symbol.asyncDispose]()
})

const typed = { title: 'A visit', kind: 'first', wanted_on: '2026-12-01', symptoms: 'Tired since Monday' }
const post = (path: string, input: unknown) => ({
  method: 'POST' as const,
  path: `/trpc/${path}`,
  body: JSON.stringify(input),
})

type Load = { readonly name: string; readonly portico: () => Asking; readonly bare: () => Asking }
type Who = 'patient' | 'desk'

const created = z.object({ result: z.object({ data: z.object({ id: z.string(), version: z.number() }) }) })
const opened: string[] = []

const creating = (): Asking => (last) => {
  if (last !== null) opened.push(created.parse(JSON.parse(last)).result.data.id)
  return post('requests.start', {
    workflow: 'visit',
    answers: { ...typed, location: east },
    key: randomUUID(),
  })
}

/** Each of the sixteen has a request of its own, and moves it to and fro. */
const moving = (): Asking => {
  const id = opened.pop()
  let version = 0
  return () => {
    version++
    return post('requests.advance', {
      table: 'visit',
      id,
      transition: version % 2 === 1 ? 'sort' : 'reopen',
      answers: { priority: version % 2 === 1 ? 'high' : 'low' },
      expectedVersion: version,
      key: randomUUID(),
    })
  }
}

let bareMovers = 0
const bareMoving = (): Asking => {
  const id = filled.ofEast[bareMovers++ % atOnce] ?? ''
  let count = 0
  return () => ({
    method: 'POST',
    path: `/desk/change/${id}`,
    body: JSON.stringify({ state: count++ % 2 === 0 ? 'sorted' : 'submitted', priority: 'high' }),
  })
}

const always =
  (call: ReturnType<Asking>): (() => Asking) =>
  () =>
  () =>
    call
const get = (path: string) => always({ method: 'GET', path })

const loads = (): readonly (Load & { readonly who: Who })[] => [
  {
    name: 'W1p list, patient',
    who: 'patient',
    portico: always(post('records.list', { table: 'visit' })),
    bare: get('/patient/list'),
  },
  {
    name: 'W1f list, front desk',
    who: 'desk',
    portico: always(post('records.list', { table: 'visit' })),
    bare: get('/desk/list'),
  },
  {
    name: 'W2p one, patient',
    who: 'patient',
    portico: always(post('records.open', { table: 'visit', id: filled.own })),
    bare: get(`/patient/one/${filled.own}`),
  },
  {
    name: 'W2f one, front desk',
    who: 'desk',
    portico: always(post('records.open', { table: 'visit', id: filled.ofEast[0] })),
    bare: get(`/desk/one/${filled.ofEast[0] ?? ''}`),
  },
  {
    name: 'W3 create, patient',
    who: 'patient',
    portico: creating,
    bare: always({ method: 'POST', path: '/patient/create', body: JSON.stringify(typed) }),
  },
  { name: 'W4 change, front desk', who: 'desk', portico: moving, bare: bareMoving },
]

type Round = { readonly portico: Speed; readonly bare: Speed }

test('W1 to W4 on Portico and on bare pg behind node:http, in turn', async () => {
  const cookies = {
    patient: (await practice.as('ada@example.com')).cookie,
    desk: (await practice.as('finn@maple.example.com')).cookie,
  }
  const lines: string[] = []
  for (const load of loads()) {
    const measured: Round[] = []
    const headers = { 'x-portico': '1', 'content-type': 'application/json', cookie: cookies[load.who] }
    const both = async (ms: number): Promise<Round> => ({
      portico: await speedOf({ url: practice.urls.portal, headers }, ms, load.portico),
      bare: await speedOf({ url: `http://127.0.0.1:${barePort}`, headers: {} }, ms, load.bare),
    })
    await both(1500)
    for (let round = 0; round < rounds; round++) measured.push(await both(roundMs))
    lines.push(`${lineOf(load.name, measured)} ${practice.servingMemory().toFixed(0)} MB |`)
    expect(
      measured.reduce((sum, { portico }) => sum + portico.failed, 0),
      load.name,
    ).toBe(0)
  }
  console.log(
    [
      '| load | bare /s (p50 ms) | Portico /s (p50 ms) | share of bare | memory of serve |',
      '|---|---|---|---|---|',
      ...lines,
    ].join('\n'),
  )
})

function lineOf(name: string, measured: readonly Round[]): string {
  const speeds = (which: keyof Round): string => {
    const perSecond = median(measured.map((round) => round[which].perSecond))
    const ms = median(measured.map((round) => round[which].medianMs))
    return `${perSecond.toFixed(0)} (${ms.toFixed(1)})`
  }
  const share = median(measured.map(({ portico, bare: other }) => portico.perSecond / other.perSecond))
  return `| ${name} | ${speeds('bare')} | ${speeds('portico')} | ${(share * 100).toFixed(1)} % |`
}

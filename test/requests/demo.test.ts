import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portalSchema } from '@portico/engine/portal/portal'
import { Practice } from '../practice.ts'

/** Every template that comes with requests. */
const templates = ['family-practice', 'behavioural-health', 'patients-rights']

describe.each(templates)('the demo of %s', (template) => {
  let practice: Practice
  let tookMs = 0
  beforeAll(async () => {
    const begun = performance.now()
    const settings = () => ({ PORTICO_TEMPLATE: template })
    practice = await Practice.open({ requests: true, works: false, settings })
    tookMs = performance.now() - begun
  }, 120_000)
  afterAll(async () => {
    await practice[Symbol.asyncDispose]()
  })

  const rows = async <Row extends object>(text: string): Promise<readonly Row[]> =>
    (await practice.superuser((client) => client.query<Row>(text))).rows

  test('begins with requests in every state of every workflow, within seconds', async () => {
    const [version] = await rows<{ body: string }>('select body from portico.version')
    const portal = portalSchema.parse(JSON.parse(version?.body ?? ''))
    const there = new Set(
      (
        await rows<{ state: string }>(
          `select distinct workflow || ' ' || state as state from portico.request`,
        )
      ).map(({ state }) => state),
    )
    const declared = Object.entries(portal.workflows).flatMap(([id, { states }]) =>
      Object.keys(states).map((state) => `${id} ${state}`),
    )
    expect(declared.filter((state) => !there.has(state))).toEqual([])
    expect(tookMs).toBeLessThan(20_000)
  })

  test('each step of it was taken by somebody who may, is in the trail, and lies in the past', async () => {
    const [counted] = await rows<{ transitions: number; entries: number; ahead: number; clock: string }>(
      `select (select count(*)::int from portico.transition) as transitions,
       (select count(*)::int from portico.entry where verb in ('create', 'transition') and outcome = 'done' and detail is distinct from 'attachment') as entries,
       (select count(*)::int from portico.transition where at > now()) as ahead,
       (select value from portico.setting where name = 'clock_offset_seconds') as clock`,
    )
    expect(counted).toMatchObject({ ahead: 0, clock: '0' })
    expect(counted?.entries).toBe(counted?.transitions)
  })

  test('what the system did meanwhile it did when it was due, and nothing that was due is left', async () => {
    const late = await rows<{ late: number }>(
      `select count(*)::int as late from portico.deadline where status = 'armed' and at < portico.portico_now()`,
    )
    expect(late).toEqual([{ late: 0 }])
    const taken = await rows<{ day: number }>(
      `select extract(day from now() - at)::int as day from portico.transition where audience = 'system'`,
    )
    expect(taken.length).toBeGreaterThan(1)
    expect(Math.max(...taken.map(({ day }) => day))).toBeGreaterThan(14)
  })
})

import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Portal } from '@portico/engine/portal/portal'
import { refuse } from '@portico/engine/result'
import { publish } from '../../packages/runtime/postgres/publish.ts'
import { askToStop, underWay } from '../../packages/runtime/postgres/publishing-store.ts'
import { inTransaction } from '../../packages/runtime/postgres/transaction.ts'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { servers } from '../servers.ts'
import { codeOf } from './code-of.ts'
import type { Environment } from './environment.ts'
import { VersionSequence } from './version-sequence.ts'
import { portalWith } from './visit-portal.ts'

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual)
const seed = number('SEED', 20261122)
const versions = number('VERSIONS', 20)
const kills = number('KILLS', 6)

/** Two patients of two teams, a visit of each, and somebody of the staff who publishes. */
export type Clinic = {
  readonly environment: Environment
  readonly session: Buffer
  readonly ann: string
  readonly bob: string
  readonly settle: () => Promise<void>
  readonly idsSeen: (hash: string) => Promise<readonly unknown[]>
}

/** A version that must change the table of visits, so that publishing it takes steps. */
const withField = (name: string, more: object = {}): Portal => {
  const { tables } = portalWith({})
  const visit = tables['visit'] ?? { fields: {} }
  const fields = { ...visit.fields, [name]: { kind: 'text', class: 'operational' }, ...more }
  return portalWith({ tables: { visit: { ...visit, fields } } })
}

const stopping = (clinic: Clinic): void => {
  test('a publishing that waits for a table keeps nobody waiting, says how far it is, and can be stopped', async () => {
    const before = await clinic.environment.publish(portalWith({}))
    await clinic.settle()
    const pool = clinic.environment.database.pool('portico_publisher')
    const reader = await clinic.environment.database.pool('portico_publisher').connect()
    await reader.query('begin; select from data.visit')
    const portal = withField('shape')
    const body = JSON.stringify(portal)
    const id = randomUUID()
    const publishing = publish(
      pool,
      { id, portal, body, hash: hashOf(portal), reason: 'For a test', filler: clinic.environment.filler },
      null,
    )
    const watch = () => inTransaction(pool, underWay)
    await expect.poll(async () => (await watch())?.at_table).toBe('visit')
    expect(await watch()).toMatchObject({ state: 'preparing', steps: 1, steps_done: 0, stop_asked: false })
    const waits: number[] = []
    for (let reads = 0; reads < 5; reads++) {
      const begun = performance.now()
      expect(await clinic.idsSeen(before)).toHaveLength(2)
      waits.push(performance.now() - begun)
    }
    expect(Math.max(...waits)).toBeLessThan(1500)
    expect(await inTransaction(pool, askToStop)).toBe(true)
    expect(await watch()).toMatchObject({ stop_asked: true })
    await reader.query('commit')
    reader.release()
    expect(await publishing).toEqual(refuse('stopped'))
    expect(await clinic.environment.hash()).toBe(before)
    expect(await watch()).toBeNull()
    expect(await inTransaction(pool, askToStop)).toBe(false)
    expect(await clinic.environment.publish(portal, clinic.session)).toBe(await clinic.environment.hash())
  })
}

const takenOnce = (clinic: Clinic): void => {
  test('what is taken once from now on is taken once from the switch on, and not before', async () => {
    const { tables } = portalWith({})
    const visit = tables['visit'] ?? { fields: {} }
    const led = (once?: true): Portal =>
      portalWith({
        tables: {
          visit: {
            ...visit,
            fields: {
              ...visit.fields,
              topic: { kind: 'reference', to: 'note', class: 'operational', ...(once && { once }) },
            },
          },
        },
      })
    const before = await clinic.environment.publish(led())
    await clinic.settle()
    const pool = clinic.environment.database.pool('portico_publisher')
    const note = randomUUID()
    await pool.query(`insert into data.note (id, patient) values ('${note}', '${clinic.ann}')`)
    await pool.query(`update data.visit set topic = '${note}'`)
    expect(await codeOf(clinic.environment.publish(led(true), clinic.session))).toBe('23505')
    expect(await clinic.environment.hash()).toBe(before)
    const third = `insert into data.visit (id, patient, topic) values (gen_random_uuid(), '${clinic.bob}', '${note}')`
    expect(await codeOf(pool.query(third))).toBe('granted')
    await pool.query('update data.visit set topic = null')
    await clinic.environment.publish(led(true), clinic.session)
    expect(await codeOf(pool.query(third))).toBe('granted')
    expect(await codeOf(pool.query(third))).toBe('23505')
  })
}

/** Publishes in a process of its own and kills it after something; answers when Postgres has seen its end. */
export const killedAfter = async (
  environment: Environment,
  portal: Portal,
  until: () => Promise<unknown>,
): Promise<void> => {
  const child = spawn(process.execPath, [new URL('publishing-process.ts', import.meta.url).pathname], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const asked = { url: environment.url, keyFile: servers().keyFile, id: randomUUID(), portal }
  child.stdin.end(JSON.stringify(asked))
  await Promise.race([once(child.stdout, 'data'), exited])
  await until()
  child.kill('SIGKILL')
  await exited
  const others = `select count(*)::int as others from pg_stat_activity
    where datname = current_database() and usename = 'portico_publisher' and (state <> 'idle' or backend_xid is not null)`
  await expect
    .poll(async () => (await environment.superuser.query<{ others: number }>(others)).rows[0]?.others, {
      timeout: 20_000,
    })
    .toBe(0)
}

const killing = (clinic: Clinic): void => {
  test(`of ${String(kills)} publishings killed in the middle, each left the old version serving or the new one`, async () => {
    const known = await clinic.environment.publish(portalWith({}))
    await clinic.settle()
    let live = known
    const ends = { old: 0, new: 0 }
    for (let kill = 0; kill < kills; kill++) {
      const led = { kind: 'reference', to: 'note', class: 'operational', once: true }
      const portal = withField(`field_${String(kill)}`, { [`led_${String(kill)}`]: led })
      const next = hashOf(portal)
      const ms = kill === 0 ? 2000 : randomInt(0, 400)
      await killedAfter(clinic.environment, portal, () => sleep(ms))
      const now = await clinic.environment.hash()
      expect([live, next]).toContain(now)
      ends[now === next ? 'new' : 'old']++
      expect(await clinic.idsSeen(now)).toHaveLength(2)
      const { rows } = await clinic.environment.superuser.query(
        `select (select count(*)::int from pg_namespace where nspname = 'p_${next.slice(0, 12)}_staff') as views,
           (select count(*)::int from pg_class where relname = '_once.led_${String(kill)}.visit') as onces,
           (select count(*)::int from portico.version where hash = '${next}') as versions,
           (select count(*)::int from portico.publishing where hash = '${next}' and state = 'live') as live`,
      )
      const whole = now === next ? 1 : 0
      expect(rows[0]).toEqual({ views: whole, onces: whole, versions: whole, live: whole })
      live = await clinic.environment.publish(portal, clinic.session)
      expect(live).toBe(next)
      expect(await clinic.idsSeen(live)).toHaveLength(2)
    }
    console.log(JSON.stringify({ kills, ...ends }))
  }, 600_000)
}

const inSequence = (clinic: Clinic): void => {
  test(`of ${String(versions)} random versions over filled tables, none loses a value that its review did not name (seed ${String(seed)})`, async () => {
    const sequence = new VersionSequence(clinic.environment, seed)
    await sequence.begin()
    for (let version = 0; version < versions; version++) await sequence.next()
    console.log(JSON.stringify({ seed, ...sequence.tally }))
    expect(sequence.tally.published).toBeGreaterThan(versions / 2)
  }, 1_200_000)
}

/** What happens on the way from one live version to the next. */
export const goingLive = (clinic: Clinic): void => {
  stopping(clinic)
  takenOnce(clinic)
  killing(clinic)
  inSequence(clinic)
}

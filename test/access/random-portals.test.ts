import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@portico/engine/access/actor'
import type { Portal } from '@portico/engine/portal/portal'
import { recordId } from '@portico/engine/testing/maple'
import { randomPortal } from '@portico/engine/testing/random-portal'
import { randomActor, randomWorld, type World } from '@portico/engine/testing/random-world'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import { quoted } from '../../packages/runtime/postgres/identifier.ts'
import { Environment } from './environment.ts'
import { checkReach } from './reach.ts'
import { checkReads, checkWrites, creates, deletes, insertion, updates, type Scene } from './scene.ts'

const encoding = 'utf8'
const seed = Number(process.env['SEED'] ?? 20261122)
const portals = Number(process.env['PORTALS'] ?? 60)
const actorsPerPortal = 2
const timeout = 120_000 + portals * 4_000

let environment: Environment
beforeAll(async () => {
  environment = await Environment.fresh()
}, 120_000)
afterAll(async () => {
  await environment[Symbol.asyncDispose]()
})

/** Somebody who can sign in. One who is nobody in particular is a person no record is about. */
const signedInActor = (random: Random, portal: Portal, world: World): Scene['actor'] => {
  const actor = randomActor(random, portal, world)
  const { audience } = actor
  if (audience !== 'patient' && audience !== 'staff') return signedInActor(random, portal, world)
  const person = actor.person ?? recordId(9_999)
  return { ...actor, audience, person, patient: audience === 'patient' ? person : null }
}

/**
 * The portal with its patients' roles meant for acting for somebody, and the patient as somebody else who does: the rules
 * are the same, and what differs is how the database came to them.
 */
const asProxies = (portal: Portal): Portal => ({
  ...portal,
  roles: Object.fromEntries(
    Object.entries(portal.roles).map(([id, role]) => [
      id,
      role.audience === 'patient' ? { ...role, proxy: true } : role,
    ]),
  ),
})
const somebodyElse = recordId(9_998)

/** The records of one portal take the place of the last one's; both portals have the same tables. */
const settle = async (portal: Portal, world: World): Promise<void> => {
  const tables = Object.keys(portal.tables).map((table) => `data.${quoted(table)}`)
  await environment.superuser.query(
    `truncate ${tables.join(', ')}, portico.account, portico.account_role, portico.session, portico.answers`,
  )
  const pool = environment.database.pool('portico_publisher')
  await pool.query(world.map((record) => insertion({ portal, encoding }, record)).join('; '))
}

const openAccount = async (
  { account, audience, person, roles }: Actor,
  standsFor: string | null,
): Promise<Buffer> => {
  const { superuser } = environment
  await superuser.query('truncate portico.account, portico.account_role, portico.session, portico.answers')
  await superuser.query(
    `insert into portico.account (id, audience, person, sign_in, password, created) values ($1, $2, $3, '', '', now())`,
    [account, audience, person],
  )
  await superuser.query('insert into portico.account_role select $1, unnest($2::text[]), $3', [
    account,
    roles,
    standsFor,
  ])
  return environment.openSession(account)
}

test(
  `R1 R13 R14 on ${portals} random portals Postgres reads and writes what the oracle and CASL grant (SEED=${seed})`,
  async () => {
    const random = randomFrom(seed)
    const { rows } = await environment.superuser.query<{ today: string }>(
      `select (now() at time zone 'America/Chicago')::date::text as today`,
    )
    const today = rows[0]?.today ?? ''
    const tally = { cells: 0, reached: 0, updates: 0, creates: 0, proxies: 0 }
    for (let number = 0; number < portals; number++) {
      const portal = number % 3 === 0 ? asProxies(randomPortal(random)) : randomPortal(random)
      const world = randomWorld(random, portal)
      const hash = await environment.publish(portal)
      await settle(portal, world)
      for (let turn = 0; turn < actorsPerPortal; turn++) {
        const actor = signedInActor(random, portal, world)
        const mayStand = actor.roles.some((role) => portal.roles[role]?.proxy)
        const standsFor = mayStand ? actor.patient : null
        const scene: Scene = {
          portal,
          hash,
          world,
          today,
          encoding,
          actor: standsFor === null ? actor : { ...actor, person: somebodyElse },
        }
        const mac = await openAccount(scene.actor, standsFor)
        if (turn === 0) tally.reached += await checkReach(environment, { ...scene, actor })
        const checks = async (client: PoolClient) => {
          tally.cells += await checkReads(client, scene)
          tally.updates += await checkWrites(client, scene, updates(scene, random))
          tally.creates += await checkWrites(client, scene, [...creates(scene, random), ...deletes(scene)])
        }
        await environment.acting(scene.actor.audience, mac, checks, standsFor)
        if (standsFor !== null) tally.proxies++
      }
    }
    expect(tally.proxies, 'some of them act for somebody').toBeGreaterThan(portals / 20)
    expect(tally.cells).toBeGreaterThan(portals * 50)
    expect(tally.reached, 'records a review counts').toBeGreaterThan(portals)
    expect(tally.updates + tally.creates, 'the generator grants writes often enough').toBeGreaterThan(portals)
  },
  timeout,
)

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Portal } from '@portico/engine/portal/portal'
import { randomPortal } from '@portico/engine/testing/random-portal'
import { randomWorld, withDeleted } from '@portico/engine/testing/random-world'
import { randomFrom, type Random } from '@portico/engine/testing/random'
import { layers, sameLayers, shownBy, type Layer, type Layers } from './layers.ts'
import { mutationOf } from './mutant.ts'
import { plantedSql } from './planted.ts'
import { checkReach } from './reach.ts'
import { questionsOf } from './questions.ts'
import { RandomPractice, type Ground } from './random-practice.ts'
import { checkReads, look, readDifferences } from './reads.ts'
import { said, type Scene } from './scene.ts'
import { answersTo, hiddenCells, otherwise } from './twins.ts'
import {
  blanketUpdates,
  checkForbidden,
  checkWrites,
  creates,
  predicted,
  updates,
  writeDifferences,
  type Write,
} from './writes.ts'

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual)
const seed = number('SEED', 20261122)
const portals = number('PORTALS', 500)
const mutants = number('MUTANTS', 200)
const pairs = number('PAIRS', 5_000)

/** Each portal meets as many people, mutants and pairs of databases as make up the whole. */
const actorsPerPortal = 3
const shareOfWrites = 0.3
const shareOfRefused = 0.2
const questionsPerPair = 6
const tries = 20
const timeout = 120_000 + portals * 2_000

const tally = {
  portals: 0,
  cells: 0,
  reached: 0,
  writes: 0,
  granted: 0,
  proxies: 0,
  mutants: 0,
  killed: 0,
  equivalent: 0,
  pairs: 0,
  questions: 0,
  answered: 0,
}
const byName = new Map<string, number>()
const survivors: string[] = []
const leaks: string[] = []

let practice: RandomPractice
beforeAll(async () => {
  practice = await RandomPractice.open()
  const random = randomFrom(seed)
  const begun = performance.now()
  while (tally.portals < portals) {
    const portal = tally.portals % 3 === 0 ? asProxies(randomPortal(random)) : randomPortal(random)
    const world = withDeleted(random, randomWorld(random, portal))
    await practice.with(portal, world, (ground) => lookedAt(random, ground))
    tally.portals++
    if (tally.portals % 1_000 === 0) sayHowFar(begun)
  }
  sayHowFar(begun)
  console.log(JSON.stringify({ mutantsBy: Object.fromEntries(byName) }))
}, timeout)
afterAll(async () => {
  await practice[Symbol.asyncDispose]()
})

/** A long run says meanwhile how far it is, and from which seed it can be had again. */
const sayHowFar = (begun: number): void => {
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(JSON.stringify({ seed, seconds, ...tally, survivors: survivors.length, leaks: leaks.length }))
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

const lookedAt = async (random: Random, ground: Ground): Promise<void> => {
  for (let turn = 0; turn < actorsPerPortal; turn++) {
    const acting = ground.randomActing(random, (turn + tally.portals) % 2 === 0 ? 'patient' : 'staff')
    if (acting.standsFor !== null) tally.proxies++
    await ground.as(acting, async (scene) => {
      tally.cells += await checkReads(ground.client, scene)
      if (tally.portals % 10 === 0) tally.reached += await checkReach(ground, scene)
      const writes = [updates, creates, blanketUpdates]
        .flatMap((all) => all(scene, random, shareOfWrites))
        .filter(({ expected }) => expected > 0 || random.chance(shareOfRefused))
      tally.writes += writes.length
      tally.granted += await checkWrites(ground.client, scene, writes)
      if (tally.portals % 10 === 0) await checkForbidden(ground.client, scene)
      await plant(random, ground, scene, writes)
      if (turn > 0) await compareTwins(random, ground, scene, turn)
    })
  }
}

/** Whether a mutant lets through, or keeps back, anything that this actor is about to try. */
const isObservable = (scene: Scene, made: Layers, writes: readonly Write[]): boolean => {
  const same = sameLayers(scene.portal)
  const shows = (by: Layers) =>
    scene.world.map((record) => {
      const { record: isRead, fields, found } = shownBy(scene, by, record)
      return [isRead, found, [...fields].toSorted()]
    })
  return (
    JSON.stringify(shows(made)) !== JSON.stringify(shows(same)) ||
    predicted(scene, made, writes).join() !== predicted(scene, same, writes).join()
  )
}

/** Mutants that the oracle says differ are planted, and must be found; those it says are equal are only counted. */
const plant = async (
  random: Random,
  ground: Ground,
  scene: Scene,
  writes: readonly Write[],
): Promise<void> => {
  for (let tried = 0; tried < tries && tally.mutants * portals < mutants * (tally.portals + 1); tried++) {
    const layer: Layer = random.pick(layers)
    const { name, portal } = mutationOf(random, scene.portal, scene.actor.roles)
    const sql = plantedSql(layer, scene.portal, portal, scene.hash)
    if (sql === null) continue
    if (!isObservable(scene, { ...sameLayers(scene.portal), [layer]: portal }, writes)) {
      tally.equivalent++
      continue
    }
    tally.mutants++
    const kind = `${layer}: ${name}`
    byName.set(kind, (byName.get(kind) ?? 0) + 1)
    const found = await ground.aside(scene.actor, sql, async () => [
      ...readDifferences(scene, await look(ground.client, scene)).differences,
      ...(await writeDifferences(ground.client, writes)),
    ])
    if (found.length > 0) tally.killed++
    else survivors.push(`${kind} ${said(scene, portal.permissions)}`)
  }
}

/** The same questions before two databases that differ only in what is hidden from who asks. */
const compareTwins = async (random: Random, ground: Ground, scene: Scene, turn: number): Promise<void> => {
  const cells = hiddenCells(scene)
  const wanted = (pairs * (tally.portals + turn / (actorsPerPortal - 1))) / portals
  const most = Math.ceil(wanted) - tally.pairs
  if (cells.length === 0 || most <= 0) return
  const questions = questionsOf(scene, random, questionsPerPair)
  const answers = await answersTo(ground.client, questions)
  for (let turn = 0; turn < most; turn++) {
    const change = otherwise(random, scene, cells)
    const others = await ground.aside(scene.actor, change, () => answersTo(ground.client, questions))
    tally.pairs++
    for (const [index, question] of questions.entries()) {
      tally.questions++
      if (answers[index]?.startsWith('TRIED | [{') === true) tally.answered++
      if (answers[index] !== others[index])
        leaks.push(
          `${question}: ${answers[index] ?? ''} but ${others[index] ?? ''} after ${change}; ${said(scene, scene.world)}`,
        )
    }
  }
}

describe(`R1 R13 R14 ${portals} random portals (SEED=${seed})`, () => {
  test('Postgres reads and writes what the oracle and CASL grant, in every cell', () => {
    expect(tally.portals).toBe(portals)
    expect(tally.proxies, 'some of them act for somebody').toBeGreaterThan(portals / 20)
    expect(tally.cells + tally.writes).toBeGreaterThan(portals * 400)
    expect(tally.reached, 'records a review counts').toBeGreaterThan(portals / 2)
    expect(tally.granted, 'the generator grants writes often enough').toBeGreaterThan(portals)
  })

  test('every mutant of what is generated that the oracle tells apart is found', () => {
    expect(survivors.slice(0, 3)).toEqual([])
    expect(tally.killed).toBe(tally.mutants)
    expect(tally.mutants).toBeGreaterThanOrEqual(mutants)
  })

  test('nobody is answered differently by a database that differs only in what is hidden from her', () => {
    expect(leaks.slice(0, 3)).toEqual([])
    expect(tally.pairs).toBeGreaterThanOrEqual(pairs)
    expect(tally.answered).toBeGreaterThan(tally.questions / 10)
  })
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '@portico/engine/testing/random'
import { Maple } from '../access/maple.ts'
import { call } from '../call.ts'

const seed = Number(process.env['SEED'] ?? 20261122)
const pairs = Number(process.env['TIMED'] ?? 4_000)
const warmUp = 200

let maple: Maple
beforeAll(async () => {
  maple = await Maple.open()
}, 120_000)
afterAll(async () => {
  await maple[Symbol.asyncDispose]()
})

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? 0

/**
 * Side by side, so that whatever else the machine does falls on both: in each pair one id is somebody else's and the other
 * nobody's, and chance says which is asked about first.
 */
test.each(['records.open', 'requests.open'])(
  `R8 %s answers about what is not hers as fast as about what is not there (${pairs} pairs, SEED=${seed})`,
  async (procedure) => {
    const random = randomFrom(seed)
    const { url, cookie } = await maple.practice.as('ada@example.com')
    const milliseconds = async (id: string): Promise<number> => {
      const begun = performance.now()
      const { status } = await call(url, procedure, { input: { table: 'refill', id }, headers: { cookie } })
      expect(status).toBe(404)
      return performance.now() - begun
    }
    const times: Record<'foreign' | 'nothing', number[]> = { foreign: [], nothing: [] }
    for (let pair = -warmUp; pair < pairs; pair++) {
      const order = random.chance(0.5) ? (['foreign', 'nothing'] as const) : (['nothing', 'foreign'] as const)
      for (const kind of order) {
        const taken = await milliseconds(kind === 'foreign' ? maple.bens : randomUUID())
        if (pair >= 0) times[kind].push(taken)
      }
    }
    const [foreign, nothing] = [times.foreign, times.nothing].map((all) => all.toSorted((a, b) => a - b))
    const figures = { foreign: foreign ?? [], nothing: nothing ?? [] }
    const [p95, other] = [at(figures.foreign, 0.95), at(figures.nothing, 0.95)]
    console.log(
      JSON.stringify({
        procedure,
        seed,
        pairs,
        p50: [at(figures.foreign, 0.5), at(figures.nothing, 0.5)],
        p95: [p95, other],
        apart: `${((p95 / other - 1) * 100).toFixed(2)} %`,
      }),
    )
    expect(Math.abs(p95 / other - 1)).toBeLessThan(0.05)
  },
)

import pg from 'pg'
import { expect, test } from 'vitest'
import { ok, refuse } from '@portico/engine/result'
import { inTransaction } from './transaction.ts'

/** A pool whose one connection only notes what it is told. */
class NotingPool extends pg.Pool {
  readonly told: string[] = []
  override connect(): Promise<never>
  override connect(): unknown {
    const query = (told: string | { readonly text: string }) =>
      Promise.resolve(this.told.push(typeof told === 'string' ? told : told.text))
    return Promise.resolve({ query, release: () => undefined })
  }
}

test.each([
  ['what was done', () => Promise.resolve(ok(1)), 'commit'],
  ['what is no answer', () => Promise.resolve(null), 'commit'],
  ['what was refused', () => Promise.resolve(refuse({ code: 'not-found' })), 'rollback'],
])('a transaction keeps %s only if nothing was refused', async (_name, work, end) => {
  const pool = new NotingPool()
  await inTransaction<unknown>(pool, work)
  expect(pool.told).toEqual(['begin', end])
})

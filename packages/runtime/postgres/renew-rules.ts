import type { Pool } from 'pg'
import { portalSchema } from '@portico/engine/portal/portal'
import { holdOffVacuum } from './hold-off-vacuum.ts'
import { openPortals } from './open-portals.ts'
import { retried } from './retried.ts'
import { rulesHash, rulesOf, type Compiled } from './rules.ts'
import { takeAlone } from './take-alone.ts'
import { takeTurn } from './take-turn.ts'
import { inTransaction, type Transaction } from './transaction.ts'

type Query = Pick<Transaction, 'query'>

/** The live version, if what decides is not what this program makes of it. */
const outdated = async (query: Query): Promise<Compiled | null> => {
  const { rows } = await query.query<{ hash: string; body: string; rules: string | null }>(
    `select v.hash, v.body, (select value from portico.setting where name = 'rules') as rules
     from portico.live l join portico.version v on v.number = l.version`,
  )
  if (!rows[0]) return null
  const live = { hash: rows[0].hash, portal: portalSchema.parse(JSON.parse(rows[0].body)) }
  return rows[0].rules === rulesHash(live) ? null : live
}

const renew = async (transaction: Transaction): Promise<boolean> => {
  await holdOffVacuum(transaction, null)
  await takeTurn(transaction)
  const live = await outdated(transaction)
  if (live === null) return false
  await takeAlone(transaction)
  await transaction.query(rulesOf(live, await openPortals(transaction)).join(';\n'))
  return true
}

/**
 * Compiles the live version anew where another program did so before: an upgrade that makes other rules, such as an entry
 * where there was none, is in force from its first start and not from the next publishing. Says whether it had to. Nobody
 * waits where nothing changed; and where a table is held throughout nothing is served, for what decides is not known.
 */
export const renewRules = async (pool: Pool): Promise<boolean> => {
  if ((await outdated(pool)) === null) return false
  const renewed = await retried(() => inTransaction(pool, renew))
  if (!renewed.ok) throw new Error('something holds a table, so that what decides cannot be compiled anew')
  return renewed.value
}

import type { Pool } from 'pg'
import { portalSchema } from '@portico/engine/portal/portal'
import { ok, type Result } from '@portico/engine/result'
import { addStructure } from './add-structure.ts'
import { holdOffVacuum } from './hold-off-vacuum.ts'
import { openPortals } from './open-portals.ts'
import { retried } from './retried.ts'
import { isOutdated, rulesOf, type Source } from './rules.ts'
import { takeAlone } from './take-alone.ts'
import { takeTurn } from './take-turn.ts'
import { inTransaction, type Transaction } from './transaction.ts'

type Query = Pick<Transaction, 'query'>

/** The live version, if what decides was made by an older program and is not what this one makes of it. */
const outdated = async (query: Query): Promise<Source | null> => {
  const { rows } = await query.query<{ hash: string; body: string; rules: string | null }>(
    `select v.hash, v.body, (select value from portico.setting where name = 'rules') as rules
     from portico.live l join portico.version v on v.number = l.version`,
  )
  if (!rows[0]) return null
  const live = { hash: rows[0].hash, portal: portalSchema.parse(JSON.parse(rows[0].body)) }
  return isOutdated(live, rows[0].rules) ? live : null
}

const renew = async (transaction: Transaction): Promise<boolean> => {
  await holdOffVacuum(transaction, null)
  await takeTurn(transaction)
  const live = await outdated(transaction)
  if (live === null) return false
  await takeAlone(transaction)
  await transaction.query(rulesOf(live, await openPortals(transaction)).join(';\n'))
  await transaction.query(
    `select portico.append_entry('{"audience": "system"}', 'publish', 'done', null, null, null, null, null, 'renew-rules')`,
  )
  return true
}

/**
 * Compiles the live version anew where an older program did so before: an upgrade that makes other rules, such as an entry
 * where there was none, is in force from its first start and not from the next publishing. The structure that its rules
 * stand on comes first, as when publishing. Says whether it had to. Nobody waits where nothing changed; and where a table
 * is held throughout nothing may be served, for what decides is not known.
 */
export const renewRules = async (pool: Pool): Promise<Result<boolean, 'stopped' | 'held'>> => {
  const live = await outdated(pool)
  if (live === null) return ok(false)
  const added = await addStructure(pool, live.portal, () => Promise.resolve(true))
  return added.ok ? retried(() => inTransaction(pool, renew)) : added
}

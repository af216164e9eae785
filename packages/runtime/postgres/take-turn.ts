import type { Transaction } from './transaction.ts'

/** Whoever acts shares this lock; who changes what decides holds it alone. */
const publishLock = 7_041_778

/** Waits no longer than a moment for those who are at work, because everybody else waits behind it. */
export const takeTurn = async (transaction: Transaction): Promise<void> => {
  await transaction.query(`set local lock_timeout = '300ms'`)
  await transaction.query('select pg_advisory_xact_lock($1)', [publishLock])
}

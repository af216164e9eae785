import { quoted } from './identifier.ts'
import type { Transaction } from './transaction.ts'

/**
 * Postgres calls its own vacuum off for whoever waits for it longer than `deadlock_timeout`, a second: to get a lock
 * within moments is not the way past it.
 */
const patience = '3s'

/**
 * From here to the transaction's end no vacuum begins on these tables, and none is under way: it would keep them from
 * being changed. Nobody who reads or writes feels it. Without a name it is every declared table.
 */
export const holdOffVacuum = async (transaction: Transaction, table: string | null): Promise<void> => {
  const { rows } = await transaction.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'data' and ($1::text is null or tablename = $1) order by 1`,
    [table],
  )
  if (rows.length === 0) return
  await transaction.query(`set local lock_timeout = '${patience}'`)
  const names = rows.map(({ name }) => `data.${quoted(name)}`)
  await transaction.query(`lock table ${names.join(', ')} in share update exclusive mode`)
}

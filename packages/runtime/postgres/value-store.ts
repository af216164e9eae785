import { isEncrypted } from '@portico/engine/field/stored'
import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import type { ValueChange } from '@portico/engine/portal/values-sentence'
import { isTimeout } from './fault.ts'
import { literal, quoted } from './identifier.ts'
import type { KnownColumns } from './joined-record.ts'
import type { Transaction } from './transaction.ts'

const present = '"_deleted" is null'

/** Which records are counted for a change; null where nobody but a reader with the key could tell. */
const countSql = (before: Portal, change: ValueChange): string | null => {
  const from = `from data.${quoted(change.table)} where ${present}`
  if (change.kind === 'retire-table') return `select count(*) ${from}`
  const column = quoted(change.field)
  switch (change.kind) {
    case 'retire-field':
    case 'change-kind':
    case 'change-target':
      return `select count(*) ${from} and ${column} is not null`
    case 'change-once':
      return `select coalesce(sum(n), 0) as count from (select count(*) as n ${from} and ${column} is not null group by ${column} having count(*) > 1) twice`
    case 'retire-option': {
      const field = own(own(before.tables, change.table)?.fields, change.field)
      return field && field.kind === 'choice' && !isEncrypted(field)
        ? `select count(*) ${from} and ${column} = ${literal(change.option)}`
        : null
    }
  }
}

/** On how many records there are values that a change is about, if that is counted in time. */
export const countValues = async (
  transaction: Pick<Transaction, 'query'>,
  before: Portal,
  change: ValueChange,
  known: KnownColumns,
  withinMs: number,
): Promise<number | null> => {
  const column = change.kind === 'retire-table' ? 'id' : change.field
  if (!known.has(`${change.table} ${column}`)) return 0
  const sql = countSql(before, change)
  if (sql === null || withinMs < 1) return null
  await transaction.query('savepoint counting')
  try {
    await transaction.query(`set local statement_timeout = ${Math.ceil(withinMs)}`)
    const { rows } = await transaction.query<{ count: string }>(sql)
    return Number(rows[0]?.count ?? 0)
  } catch (fault) {
    if (!isTimeout(fault)) throw fault
    return null
  } finally {
    await transaction.query('rollback to savepoint counting').catch(() => undefined)
  }
}

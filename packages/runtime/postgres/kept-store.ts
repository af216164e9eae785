import type { RecordId } from '@portico/engine/brand'
import { quoted } from './identifier.ts'
import { prepared } from './prepared.ts'
import type { Transaction } from './transaction.ts'

/** Inserts a record of a kept table as the login, under row security and the cells' guard, which also writes its entry. */
export const insertRecord = async (
  transaction: Transaction,
  table: string,
  id: RecordId,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const names = Object.keys(columns)
  const places = names.map((_, index) => `, $${index + 2}`).join('')
  await transaction.query(
    prepared(
      `insert into data.${quoted(table)} (${['id', ...names].map(quoted).join(', ')}) values ($1${places})`,
      [id, ...Object.values(columns)],
    ),
  )
}

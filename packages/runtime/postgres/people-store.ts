import type { Pool } from 'pg'
import { quoted } from './identifier.ts'
import { inTransaction, type Transaction } from './transaction.ts'

/** Records and accounts that are loaded rather than asked for: invented people of a demo or a rehearsal. */
export type RecordRow = {
  readonly table: string
  readonly id: string
  readonly columns: Readonly<Record<string, unknown>>
}
export type AccountRow = {
  readonly id: string
  readonly audience: 'patient' | 'staff'
  readonly person: string | null
  readonly roles: readonly string[]
  readonly actsFor: readonly { readonly patient: string; readonly role: string }[]
  readonly name: Buffer
  readonly signIn: Buffer
  readonly password: string
  readonly totp: Buffer | null
  readonly contact: Buffer
  readonly language: string
}

export const isDemo = async (pool: Pool): Promise<boolean> =>
  (await pool.query(`select 1 from portico.setting where name = 'demo'`)).rowCount === 1

export const isClockMoved = async (pool: Pool): Promise<boolean> =>
  (
    await pool.query(
      `select 1 from portico.setting where name = 'clock_offset_seconds' and value::numeric <> 0`,
    )
  ).rowCount === 1

/** Sets the clock of a demo back before its first request, or forward again; never past the world's time. */
export const setDemoClock = async (pool: Pool, seconds: number): Promise<void> => {
  await pool.query('select portico.set_demo_clock($1)', [seconds])
}

/** A demo whose first start broke off in the past comes back to now. */
export const leavePast = async (pool: Pool): Promise<void> => {
  await pool.query(
    `select portico.set_demo_clock(0) from portico.setting where name = 'clock_offset_seconds' and value::numeric < 0`,
  )
}

const loadAccount = async (
  transaction: Transaction,
  { id, audience, person, roles, actsFor, name, signIn, password, totp, contact, language }: AccountRow,
): Promise<void> => {
  await transaction.query(
    'insert into portico.account (id, audience, person, sign_in, password, totp, name, created) values ($1, $2, $3, $4, $5, $6, $7, portico.portico_now())',
    [id, audience, person, signIn, password, totp, name],
  )
  for (const role of roles)
    await transaction.query('insert into portico.account_role values ($1, $2)', [id, role])
  for (const { patient, role } of actsFor)
    await transaction.query('insert into portico.account_role values ($1, $2, $3)', [id, role, patient])
  // Somebody who is no patient herself is written to as the account she is.
  await transaction.query('insert into portico.contact values ($1, $2, $3) on conflict (person) do nothing', [
    person ?? id,
    contact,
    language,
  ])
}

const loadRows = async (
  transaction: Transaction,
  records: readonly RecordRow[],
  accounts: readonly AccountRow[],
): Promise<void> => {
  for (const { table, id, columns } of records) {
    const names = ['id', ...Object.keys(columns)].map(quoted)
    const places = names.map((_, index) => `$${index + 1}`)
    await transaction.query(
      `insert into data.${quoted(table)} (${names.join(', ')}) values (${places.join(', ')})`,
      [id, ...Object.values(columns)],
    )
  }
  for (const account of accounts) await loadAccount(transaction, account)
}

/** Loads invented people, and marks the database as one that holds nobody real: production refuses it. */
export const loadPeople = (
  pool: Pool,
  records: readonly RecordRow[],
  accounts: readonly AccountRow[],
): Promise<void> =>
  inTransaction(pool, async (transaction) => {
    await transaction.query(`insert into portico.setting values ('demo', 'yes')`)
    await loadRows(transaction, records, accounts)
  })

/** More of them, where nobody is real already. */
export const loadMorePeople = (
  pool: Pool,
  records: readonly RecordRow[],
  accounts: readonly AccountRow[],
): Promise<void> => inTransaction(pool, (transaction) => loadRows(transaction, records, accounts))

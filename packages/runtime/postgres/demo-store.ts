import { z } from 'zod'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import type { Shown } from '@portico/engine/test-as/shown'
import type { Transaction } from './transaction.ts'

const recordId = z.string().refine(isRecordId)
/** A record of a demo as it lies in its table: what is private in it is ciphertext, written as `\x…`. */
export const demoRecordSchema = z.looseObject({
  id: recordId,
  _created: z.string(),
  _state: z.string().nullish(),
  _queue: z.string().nullish(),
  _assignee: recordId.nullish(),
  _due: z.string().nullish(),
  _version: z.number().nullish(),
})
export type DemoRecord = z.infer<typeof demoRecordSchema>

const personSchema = z.object({
  account: z.string().refine(isAccountId),
  audience: z.enum(['patient', 'staff']),
  person: recordId.nullable(),
  patient: recordId.nullable(),
  roles: z.array(z.string()),
  name: z.instanceof(Buffer).nullable(),
})
export type DemoPerson = z.infer<typeof personSchema>

/** Whether everybody here is invented, and the one who asks builds. */
export const mayTestDemo = async (transaction: Transaction): Promise<boolean> =>
  (await transaction.query<{ may: boolean }>('select portico.may_test_demo() as may')).rows[0]?.may ?? false

export const demoRecords = async (
  transaction: Transaction,
  table: string,
  size: number,
): Promise<readonly DemoRecord[]> => {
  const { rows } = await transaction.query<{ record: unknown }>(
    'select record from portico.demo_records($1, $2) record',
    [table, size],
  )
  return rows.map(({ record }) => demoRecordSchema.parse(record))
}

export const demoPeople = async (transaction: Transaction): Promise<readonly DemoPerson[]> => {
  const { rows } = await transaction.query('select * from portico.demo_people()')
  return rows.map((row) => personSchema.parse(row))
}

export const writeTested = async (transaction: Transaction, detail: string): Promise<void> => {
  await transaction.query(`select portico.entry_write('test-as', null, null, null, null, $1)`, [detail])
}

/** What of a demo's records a test hands over, so that whoever they are about can be told who saw them. */
export const writeShown = async (
  transaction: Transaction,
  detail: string,
  { table, records, patients, fields }: Shown,
): Promise<void> => {
  await transaction.query(`select portico.entry_write('test-as', $1, $2, $3, $4, $5)`, [
    ...[table, records, patients, fields, detail],
  ])
}

export const nowOf = async (transaction: Transaction): Promise<string> => {
  const { rows } = await transaction.query<{ now: string }>('select portico.portico_now() as now')
  return z.string().parse(rows[0]?.now)
}

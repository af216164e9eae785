import { z } from 'zod'
import type { Actor } from '@portico/engine/access/actor'
import { isAccountId, isRecordId, type RecordId } from '@portico/engine/brand'
import type { Transaction } from './transaction.ts'

const colleagueSchema = z.object({
  account: z.string().refine(isAccountId),
  person: z.string().refine(isRecordId),
  roles: z.array(z.string()),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** Everybody who works on a queue, as the actors they would be; nobody for one who does not work on it herself. */
export const colleaguesOf = async (transaction: Transaction, queue: string): Promise<readonly Actor[]> => {
  const { rows } = await transaction.query('select * from portico.colleagues_of($1)', [queue])
  return rows.map((row) => ({
    ...colleagueSchema.parse(row),
    audience: 'staff',
    powers: [],
    patient: null,
  }))
}

export type Handing = {
  readonly table: string
  readonly id: RecordId
  readonly to: RecordId
  readonly version: number
  readonly key: string
  readonly inputHash: Buffer
}

export const handOver = async (
  transaction: Transaction,
  { table, id, to, version, key, inputHash }: Handing,
): Promise<void> => {
  await transaction.query('select portico.reassign_request($1, $2, $3, $4, $5, $6)', [
    table,
    id,
    to,
    version,
    key,
    inputHash,
  ])
}

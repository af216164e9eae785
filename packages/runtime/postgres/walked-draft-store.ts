import { z } from 'zod'
import type { Transaction } from './transaction.ts'

const walked = z.array(z.object({ at: z.string() }))

/** When somebody first walked through this very draft; null where nobody did. */
export const walkedAt = async (transaction: Transaction, hash: string): Promise<string | null> => {
  const { rows } = await transaction.query('select at from portico.walked_draft where hash = $1', [hash])
  return walked.parse(rows)[0]?.at ?? null
}

/** Somebody opened the portal of this draft as one of its invented people. */
export const writeWalked = async (transaction: Transaction, hash: string): Promise<void> => {
  await transaction.query(
    'insert into portico.walked_draft values ($1, portico.portico_now()) on conflict (hash) do nothing',
    [hash],
  )
}

/** What somebody who builds can do with a rehearsal environment. */
export type WalkDeed =
  'walk-start' | 'walk-start-over' | 'walk-carry' | 'walk-enter' | 'walk-jump' | 'walk-request' | 'walk-stop'

/** That something was done with a rehearsal environment; what was walked there stands in its own trail. */
export const writeWalk = async (transaction: Transaction, deed: WalkDeed): Promise<void> => {
  await transaction.query(`select portico.entry_write('build', null, null, null, null, $1)`, [deed])
}

import type { Transaction } from './transaction.ts'

export const isWalked = async (transaction: Transaction, hash: string): Promise<boolean> =>
  (await transaction.query('select 1 from portico.walked_draft where hash = $1', [hash])).rowCount === 1

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

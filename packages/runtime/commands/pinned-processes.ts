import type { OpenRequests } from '@portico/engine/portal/out-of-reach'
import { openProcesses, type OpenProcess } from '../postgres/draft-store.ts'
import type { LiveStore } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

/** The same with the portal each is pinned to. */
export const processesOf = (
  open: readonly OpenProcess[],
  versions: LiveStore,
): Promise<readonly OpenRequests[]> =>
  Promise.all(
    open.map(async ({ workflow, pinned, count }) => ({
      ...{ workflow, count },
      portal: (await versions.numbered(pinned)).portal,
    })),
  )

/** The processes that open requests go on in. */
export const pinnedProcesses = async (
  transaction: Transaction,
  versions: LiveStore,
): Promise<readonly OpenRequests[]> => processesOf(await openProcesses(transaction), versions)

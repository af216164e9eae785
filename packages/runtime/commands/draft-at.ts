import { ledBy } from '@portico/engine/portal/between'
import type { Portal } from '@portico/engine/portal/portal'
import { editsBack, type DraftRow } from '../postgres/draft-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

/** The draft as it was at an earlier revision; null where it cannot be told any more, or never was. */
export const draftAt = async (
  transaction: Transaction,
  now: DraftRow,
  revision: number,
): Promise<Portal | null> => {
  if (revision === now.revision) return now.portal
  const back = await editsBack(transaction, now.revision, revision)
  return back && ledBy(now.portal, back)
}

import { mustBeSure } from '@portico/engine/notice/check-reason'
import { declaredHealthWords } from '@portico/engine/notice/declared-words'
import { seenDraft } from '../postgres/draft-store.ts'
import type { Version } from '../postgres/live-store.ts'
import type { Transaction } from '../postgres/transaction.ts'

type Because = { readonly reason: string; readonly isSure?: boolean | undefined }

/** Whether the reason of a publishing may speak of somebody's health. What the draft and the live version call things is free. */
export const reasonTells = async (
  transaction: Transaction,
  live: Version,
  because: Because,
): Promise<boolean> => {
  if (!mustBeSure(because)) return false
  const draft = (await seenDraft(transaction)) ?? live.portal
  return mustBeSure(because, [...declaredHealthWords(live.portal), ...declaredHealthWords(draft)])
}

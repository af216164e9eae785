import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { keepAttachments } from '../postgres/attachment-store.ts'
import { beginActor, keepAnswersRow } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attachmentFields, attachmentIds } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

export type AnswersInput = {
  readonly form: string
  readonly typed: Readonly<Record<string, string>>
  readonly patient?: RecordId | undefined
}

/** What kept answers are sealed to: whose they are, which form, and whom it is filled in for. */
export const answersPlace = (account: string, form: string, standsFor: RecordId | null): string =>
  [account, form, ...(standsFor === null ? [] : [standsFor])].join(' ')

/** Keeps an unfinished form: sealed, for thirty days, for nobody but this account. */
export const keepAnswers = (
  context: Context,
  { form, typed, patient }: AnswersInput,
): Promise<Result<{ readonly key: string }>> =>
  attempt(context, { verb: 'create', detail: form }, (caller, live) => {
    const declared = live.portal.forms[form]
    if (!declared) return Promise.resolve(refuse<Refusal>({ code: 'not-found' }))
    return inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      const account = await beginActor(transaction, caller, live.hash)
      const key = await keepAnswersRow(
        transaction,
        form,
        patient ?? null,
        context.adapters.macs.sealText(
          'answers',
          answersPlace(account, form, caller.standsFor),
          JSON.stringify(typed),
        ),
      )
      await keepAttachments(transaction, attachmentIds(typed, attachmentFields(live.portal, declared.table)))
      return ok({ key })
    })
  })

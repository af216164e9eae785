import type { Language } from '@portico/engine/portal/text'
import { ok, type Result } from '@portico/engine/result'
import { ownMailLanguage, setMailLanguage } from '../postgres/contact-store.ts'
import { beginActor } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'

const detail = 'mail-language'

/** The language in which the caller is written to; null where no address of hers is known. */
export const readMailLanguage = (context: Context): Promise<Result<{ readonly language: Language | null }>> =>
  attempt(context, { verb: 'open', detail }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      return ok({ language: await ownMailLanguage(transaction) })
    }),
  )

/** From now on she is written to in this language, by every message that is not on its way yet. */
export const changeMailLanguage = (
  context: Context,
  { language }: { readonly language: Language },
): Promise<Result<null>> =>
  attempt(context, { verb: 'update', detail }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      await beginActor(transaction, caller, live.hash)
      await setMailLanguage(transaction, language)
      return ok(null)
    }),
  )

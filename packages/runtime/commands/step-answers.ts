import { z } from 'zod'
import type { RecordId } from '@portico/engine/brand'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { keepAttachments } from '../postgres/attachment-store.ts'
import { beginActor, keepAnswersRow, loadAnswersRow, viewRequest } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attachmentFields, attachmentIds } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { answersPlace } from './keep-answers.ts'

/** What is typed for a next step and not sent yet: kept like an unfinished form, sealed, for this account alone. */
export type StepAnswers = {
  readonly transition: string
  readonly typed: Readonly<Record<string, string>>
}
type Place = { readonly table: string; readonly id: RecordId }

const bodySchema = z.object({ transition: z.string(), typed: z.record(z.string(), z.string()) })

/** Forms are kept under their ids, which hold no colon. */
export const stepForm = ({ table, id }: Place): string => `step:${table}:${id}`

export const keepStepAnswers = (
  context: Context,
  { table, id, transition, typed }: Place & StepAnswers,
): Promise<Result<null>> =>
  attempt(context, { verb: 'create', table, records: [id], detail: transition }, (caller, live) =>
    inTransaction(context.adapters.database.pool(caller.login), async (transaction) => {
      const account = await beginActor(transaction, caller, live.hash)
      if (!(await viewRequest(transaction, table, id))) return refuse<Refusal>({ code: 'not-found' })
      const form = stepForm({ table, id })
      await keepAnswersRow(
        transaction,
        form,
        null,
        context.adapters.macs.sealText(
          'answers',
          answersPlace(account, form, caller.standsFor),
          JSON.stringify({ transition, typed }),
        ),
      )
      await keepAttachments(transaction, attachmentIds(typed, attachmentFields(live.portal, table)))
      return ok(null)
    }),
  )

export const loadStepAnswers = (context: Context, place: Place): Promise<Result<StepAnswers | null>> =>
  attempt(context, { verb: 'open', table: place.table, records: [place.id] }, async (caller, live) => {
    const form = stepForm(place)
    const row = await loadAnswersRow(context.adapters.database.pool(caller.login), caller, live.hash, form)
    if (!row) return ok(null)
    const body = context.adapters.macs.openText(
      'answers',
      answersPlace(row.account, form, caller.standsFor),
      row.body,
    )
    return ok(bodySchema.parse(JSON.parse(body)))
  })

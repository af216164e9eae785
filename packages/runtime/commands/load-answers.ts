import { z } from 'zod'
import type { RecordId } from '@portico/engine/brand'
import { ok, type Result } from '@portico/engine/result'
import { loadAnswersRow } from '../postgres/request-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { answersPlace } from './keep-answers.ts'

export type KeptAnswers = {
  readonly typed: Readonly<Record<string, string>>
  readonly patient: RecordId | null
  /** What the request is to be started with, in whichever tab. */
  readonly key: string
}

const typedSchema = z.record(z.string(), z.string())

export const loadAnswers = (
  context: Context,
  { form }: { readonly form: string },
): Promise<Result<KeptAnswers | null>> =>
  attempt(context, { verb: 'open', detail: form }, async (caller, live) => {
    const row = await loadAnswersRow(context.adapters.database.pool(caller.login), caller, live.hash, form)
    return ok(
      row
        ? {
            typed: typedSchema.parse(
              JSON.parse(
                context.adapters.macs.openText(
                  'answers',
                  answersPlace(row.account, form, caller.standsFor),
                  row.body,
                ),
              ),
            ),
            patient: row.patient,
            key: row.key,
          }
        : null,
    )
  })

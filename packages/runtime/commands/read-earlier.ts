import type { FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { fieldsToPutBack } from '@portico/engine/workflow/put-back'
import { actorOf } from '../postgres/actor-row.ts'
import type { AttachmentRow } from '../postgres/attachment-store.ts'
import { earlierAttachments, readEarlierRows, type EarlierRow } from '../postgres/earlier-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { beginActor, conditionFacts, viewRequest, ownerIn, type Viewed } from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attachmentAnswer, type AttachmentAnswer } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { earlierValue } from './earlier-value.ts'
import type { Step } from './open-request.ts'
import { takenBy } from './taken-by.ts'

/** What a cell held until somebody changed it. */
export type EarlierAnswer = {
  readonly id: string
  readonly field: string
  readonly value: FieldValue
  /** The file it was, when it was one. */
  readonly file: AttachmentAnswer | null
  /** When it was changed, and by whom. */
  readonly at: string
  readonly by: Step['by']
  /** The colleague's record; patients are not told. */
  readonly staff: RecordId | null
  /** The request's version made by the step in which it was changed; null when it was changed in none. */
  readonly step: number | null
  readonly mayPutBack: boolean
}

type Found = {
  readonly viewed: Viewed
  readonly rows: readonly EarlierRow[]
  readonly files: readonly AttachmentRow[]
}

const answersOf = async (
  { viewed, rows, files }: Found,
  { adapters }: Context,
  { portal }: Version,
  table: string,
  id: RecordId,
): Promise<readonly EarlierAnswer[]> => {
  const isStaff = viewed.actor.audience === 'staff'
  const changeable = fieldsToPutBack({
    portal,
    table,
    record: { owner: ownerIn(viewed.facts), facts: conditionFacts(viewed.facts) },
    actor: actorOf(viewed.actor),
    today: viewed.today,
  })
  const answers: EarlierAnswer[] = []
  for (const row of rows) {
    const field = own(own(portal.tables, table)?.fields, row.field)
    const value = field && (await earlierValue(row, { table, record: id, field }, adapters.keyRing))
    // A destroyed key leaves nothing to show.
    if (value === undefined) continue
    const file = field?.kind === 'attachment' ? files.find((one) => one.id === value) : undefined
    answers.push({
      id: row.id,
      field: row.field,
      value,
      file: file ? await attachmentAnswer(file, adapters.keyRing) : null,
      at: new Date(row.at).toISOString(),
      by: takenBy(row, viewed),
      staff: isStaff && row.audience === 'staff' ? row.person : null,
      step: row.step,
      mayPutBack: changeable.has(row.field),
    })
  }
  return answers
}

/**
 * What the cells of a request held before, oldest first: of the cells this reader sees now, and of no others. Which
 * those are is Postgres's answer, by the view that shows the cells themselves; it writes the entry.
 */
export const readEarlier = (
  context: Context,
  { table, id }: { readonly table: string; readonly id: RecordId },
): Promise<Result<readonly EarlierAnswer[]>> =>
  attempt(context, { verb: 'open', table, records: [id], detail: 'earlier' }, async (caller, live) => {
    const found = await inTransaction(
      context.adapters.database.pool(caller.login),
      async (transaction): Promise<Found | null> => {
        await beginActor(transaction, caller, live.hash)
        const viewed = await viewRequest(transaction, table, id)
        if (!viewed) return null
        const rows = await readEarlierRows(transaction, table, id)
        return { viewed, rows, files: await earlierAttachments(transaction, table, id) }
      },
    )
    return found
      ? ok(await answersOf(found, context, live, table, id))
      : refuse<Refusal>({ code: 'not-found' })
  })

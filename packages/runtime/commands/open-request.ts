import type { Facts } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Transition } from '@portico/engine/portal/portal'
import { labelOf, type Language, type Text } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { transitionsFor } from '@portico/engine/workflow/advance'
import { patientReads } from '@portico/engine/workflow/patient-reads'
import { actorOf } from '../postgres/actor-row.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { attachmentsOn, type AttachmentRow } from '../postgres/attachment-store.ts'
import { mailLanguageOf } from '../postgres/contact-store.ts'
import type { Version } from '../postgres/live-store.ts'
import { readRows } from '../postgres/record-store.ts'
import {
  conditionFacts,
  ownerIn,
  patientFacts,
  requestOf,
  viewRequest,
  type Viewed,
} from '../postgres/request-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { attachmentAnswer, attachmentFields, type AttachmentAnswer } from './attached.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { guardFacts } from './cells.ts'
import { audienceOf, readCall } from './read-records.ts'
import { recordAnswers, type RecordAnswer } from './record-answer.ts'
import { takenBy } from './taken-by.ts'

export type TransitionAnswer = {
  readonly id: string
  readonly label: Text
  readonly asks: readonly string[]
  /** Of what it asks, the fields that the patient can read once it is taken, by the live permissions. */
  readonly patientReads: readonly string[]
  /** Whether it ends the request; what also asks nothing is asked about once before it is taken. */
  readonly ends: boolean
  readonly may: boolean
  readonly refusal: Refusal | null
  /** By when the state it leads to must be left, if it is taken now. */
  readonly leavesBy: string | null
}
export type Step = {
  readonly at: string
  /** The request's version that this step made: what a reader saw before has a smaller one. */
  readonly version: number
  readonly transition: string | null
  readonly from: string | null
  readonly to: string
  /** `proxy`: somebody who acted for the patient. */
  readonly by: 'you' | 'patient' | 'proxy' | 'staff' | 'system'
  /** The colleague's record; patients are not told. */
  readonly staff: RecordId | null
  /** Whom it was handed to, when that was the step; patients are not told. */
  readonly assignee: RecordId | null
}
export type RequestPage = {
  readonly record: RecordAnswer
  readonly transitions: readonly TransitionAnswer[]
  readonly timeline: readonly Step[]
  /** What is known of the files this reader sees, by field. */
  readonly files: Readonly<Record<string, AttachmentAnswer>>
  /** The language in which the patient is written to; patients are not told. */
  readonly patientReadsIn: Language | null
}

const notFound: Refusal = { code: 'not-found' }

type Taken = Viewed['timeline'][number]

const stepOf = (step: Taken, viewed: Viewed): Step => ({
  at: new Date(step.at).toISOString(),
  version: step.version,
  transition: step.transition,
  from: step.from,
  to: step.to,
  by: takenBy(step, viewed),
  staff: viewed.actor.audience === 'staff' && step.audience === 'staff' ? step.person : null,
  assignee: viewed.actor.audience === 'staff' ? step.assignee : null,
})

const readByPatient = (
  viewed: Viewed,
  live: Version,
  pinned: Version,
  transition: Transition,
  aboutPatient: Facts | null,
): readonly string[] => {
  const workflow = pinned.portal.workflows[viewed.workflow]
  if (!workflow || aboutPatient === null) return []
  return patientReads({
    portal: live.portal,
    workflow,
    transition,
    record: { owner: ownerIn(viewed.facts), facts: conditionFacts(viewed.facts) },
    patientFacts: aboutPatient,
    account: viewed.actor.account,
    today: viewed.today,
  })
}

const offers = (
  viewed: Viewed,
  facts: Facts,
  id: RecordId,
  live: Version,
  pinned: Version,
  aboutPatient: Facts | null,
): readonly TransitionAnswer[] =>
  transitionsFor({
    portal: live.portal,
    process: pinned.portal,
    request: requestOf(id, viewed),
    record: { owner: ownerIn(viewed.facts), facts },
    actor: actorOf(viewed.actor),
    now: viewed.at,
    today: viewed.today,
    freshAt: viewed.actor.fresh_at,
  }).map((offer) => ({
    id: offer.id,
    label: offer.transition.label ?? { en: labelOf(offer.id, undefined, 'en') },
    asks: offer.transition.asks ?? [],
    patientReads: readByPatient(viewed, live, pinned, offer.transition, aboutPatient),
    ends:
      own(own(pinned.portal.workflows, viewed.workflow)?.states, offer.transition.to ?? '')?.ends === true,
    may: offer.may,
    refusal: offer.may ? null : offer.refusal,
    leavesBy: offer.may ? offer.leavesBy : null,
  }))

const filesOf = async (attached: readonly AttachmentRow[], keyRing: KeyRing): Promise<RequestPage['files']> =>
  Object.fromEntries(
    await Promise.all(
      attached.map(async (row) => [row.field, await attachmentAnswer(row, keyRing)] as const),
    ),
  )

/** One request as its reader may know it: the record, the way so far, and what this reader can do next. */
export const openRequest = (
  context: Context,
  { table, id }: { readonly table: string; readonly id: RecordId },
): Promise<Result<RequestPage>> =>
  attempt(context, { verb: 'open', table, records: [id] }, async (caller, live) => {
    const call = readCall(caller, live, table, 'open', id)
    if (!call.ok) return call
    if (!call.value.isWorkflow) return refuse(notFound)
    const files = attachmentFields(live.portal, table).filter((field) => call.value.fields.includes(field))
    const { rows, viewed, attached, aboutPatient, readsIn } = await inTransaction(
      context.adapters.database.pool(caller.login),
      async (transaction) => {
        const found = await readRows(transaction, call.value, (query) => query.where('id', '=', id), {
          name: 'one',
          values: [id],
        })
        if (found.length === 0)
          return { rows: found, viewed: null, attached: [], aboutPatient: null, readsIn: null }
        const seen = await viewRequest(transaction, table, id)
        const owner = caller.login === 'portico_staff' && seen ? ownerIn(seen.facts) : null
        return {
          rows: found,
          viewed: seen,
          readsIn: owner === null ? null : await mailLanguageOf(transaction, owner),
          attached: files.length === 0 ? [] : await attachmentsOn(transaction, table, id, files),
          aboutPatient: caller.login === 'portico_staff' ? await patientFacts(transaction, table, id) : null,
        }
      },
    )
    const [record] = await recordAnswers(
      rows,
      { table, portal: live.portal, audience: audienceOf(caller), fields: call.value.fields },
      context.adapters,
    )
    if (!record || !viewed) return refuse(notFound)
    const facts = await guardFacts(
      viewed.facts,
      { portal: live.portal, table, record: id },
      context.adapters.keyRing,
    )
    const pinned = await context.adapters.live.numbered(viewed.pinned)
    return ok({
      record,
      transitions: offers(viewed, facts, id, live, pinned, aboutPatient),
      timeline: viewed.timeline.map((step) => stepOf(step, viewed)),
      files: await filesOf(attached, context.adapters.keyRing),
      patientReadsIn: readsIn,
    })
  })

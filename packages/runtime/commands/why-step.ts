import type { AccountId, RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { mayTake, whyStep as reasonsFor, type RequestAskedAbout } from '@portico/engine/workflow/why-step'
import { stepSentence } from '@portico/engine/workflow/why-step-sentence'
import { accessMoment, askAccess, type AccessFacts, type AccessMoment } from '../postgres/access-store.ts'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import { conditionFacts, requestOf } from '../postgres/request-store.ts'
import { actorIn } from './access-answer.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesIn } from './who-can.ts'
import { roleLabels } from './why-can.ts'
import { withPower } from './with-power.ts'

export type WhyStepQuestion = {
  readonly account: AccountId
  readonly table: string
  readonly record: RecordId
  readonly transition: string
}

export type WhyStepAnswer = {
  readonly can: boolean
  readonly name: string
  readonly roles: readonly string[]
  readonly sentences: readonly string[]
}

const viewOf = (
  live: Version,
  pinned: Version,
  { records: [record], today }: AccessFacts,
  person: AccessFacts['people'][number],
  request: NonNullable<AccessMoment['request']>,
): RequestAskedAbout | null =>
  record
    ? {
        portal: live.portal,
        process: pinned.portal,
        request: requestOf(record.id, { ...request, facts: record.facts }),
        record: { owner: record.owner, facts: conditionFacts(record.facts) },
        actor: actorIn(person),
        today,
      }
    : null

/** What is said of a step, once everything is known: by the version the request goes by and the live permissions. */
export const whyStepAnswer = async (
  { live, store }: { readonly live: Version; readonly store: Pick<LiveStore, 'numbered'> },
  transition: string,
  facts: AccessFacts,
  { request }: AccessMoment,
): Promise<Omit<WhyStepAnswer, 'name'> | null> => {
  if (request === null) return null
  const pinned = await store.numbered(request.pinned)
  const each = facts.people.flatMap((person) => {
    const view = viewOf(live, pinned, facts, person, request)
    const reasons = view ? reasonsFor(view, transition) : null
    return reasons ? [reasons] : []
  })
  const reasons = each.find(mayTake) ?? each[0]
  if (!reasons) return null
  const place = { process: pinned.portal, workflow: request.workflow }
  return {
    can: mayTake(reasons),
    roles: roleLabels(live.portal, facts.people[0]?.roles ?? []),
    sentences: reasons.map((reason) => stepSentence(reason, place)),
  }
}

/** Why an account can, or cannot, take a step of a request now: everything that stands against it. */
export const whyStep = (context: Context, question: WhyStepQuestion): Promise<Result<WhyStepAnswer>> =>
  attempt(
    context,
    { verb: 'read-trail', table: question.table, records: [question.record], detail: 'why-step' },
    async (caller, live) => {
      const { table, record, account, transition } = question
      if (own(live.portal.tables, table) === undefined) return refuse<Refusal>({ code: 'not-found' })
      const asked = await withPower(
        context,
        { caller, live, power: 'read-trail', login: 'portico_trail' },
        async (transaction) => {
          const facts = await askAccess(transaction, { asked: 'why-step', table, record, account })
          return ok({ facts, moment: await accessMoment(transaction, account, record, null) })
        },
      )
      if (!asked.ok) return asked
      const { facts, moment } = asked.value
      const [person] = facts.people
      const answer = await whyStepAnswer({ live, store: context.adapters.live }, transition, facts, moment)
      if (!person || !answer) return refuse<Refusal>({ code: 'not-found' })
      const nameOf = await namesIn(context, caller, live, facts)
      return ok({ ...answer, name: nameOf(person) })
    },
  )

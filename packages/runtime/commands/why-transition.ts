import { actorOfAccount } from '@portico/engine/access/actor'
import type { AccountId, RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { roleLabels } from '@portico/engine/portal/role-labels'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import {
  mayTake,
  whyTransition as reasonsFor,
  type RequestAskedAbout,
} from '@portico/engine/workflow/why-transition'
import { transitionSentence } from '@portico/engine/workflow/why-transition-sentence'
import {
  accessMoment,
  askAccess,
  type AccessFacts,
  type AccessMoment,
  type AccessPerson,
} from '../postgres/access-store.ts'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import { conditionFacts, requestOf } from '../postgres/request-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesIn } from './who-can.ts'
import { withPower } from './with-power.ts'

export type WhyTransitionQuestion = {
  readonly account: AccountId
  readonly table: string
  readonly record: RecordId
  readonly transition: string
}

export type WhyTransitionAnswer = {
  readonly can: boolean
  readonly name: string
  readonly roles: readonly string[]
  readonly sentences: readonly string[]
}

const viewOf = (
  live: Version,
  pinned: Version,
  { records: [record], today }: AccessFacts,
  person: AccessPerson,
  request: NonNullable<AccessMoment['request']>,
): RequestAskedAbout | null =>
  record
    ? {
        portal: live.portal,
        process: pinned.portal,
        request: requestOf(record.id, { ...request, facts: record.facts }),
        record: { owner: record.owner, facts: conditionFacts(record.facts) },
        actor: actorOfAccount(person),
        today,
      }
    : null

/** What is said of a step, once everything is known: by the version the request goes by and the live permissions. */
export const whyTransitionAnswer = async (
  { live, store }: { readonly live: Version; readonly store: Pick<LiveStore, 'numbered'> },
  transition: string,
  facts: AccessFacts,
  { request }: AccessMoment,
): Promise<(Omit<WhyTransitionAnswer, 'name'> & { readonly person: AccessPerson }) | null> => {
  if (request === null) return null
  const pinned = await store.numbered(request.pinned)
  const each = facts.people.flatMap((person) => {
    const view = viewOf(live, pinned, facts, person, request)
    const reasons = view ? reasonsFor(view, transition) : null
    return reasons ? [{ person, reasons }] : []
  })
  const decides = each.find(({ reasons }) => mayTake(reasons)) ?? each[0]
  if (!decides) return null
  const { person, reasons } = decides
  const place = { process: pinned.portal, workflow: request.workflow }
  return {
    can: mayTake(reasons),
    person,
    roles: roleLabels(live.portal, person.roles),
    sentences: reasons.map((reason) => transitionSentence(reason, place)),
  }
}

/** Why an account can, or cannot, take a step of a request now: everything that stands against it. */
export const whyTransition = (
  context: Context,
  question: WhyTransitionQuestion,
): Promise<Result<WhyTransitionAnswer>> =>
  attempt(
    context,
    { verb: 'read-trail', table: question.table, records: [question.record], detail: 'why-transition' },
    async (caller, live) => {
      const { table, record, account, transition } = question
      if (own(live.portal.tables, table) === undefined) return refuse<Refusal>({ code: 'not-found' })
      const asked = await withPower(
        context,
        { caller, live, power: 'read-trail', login: 'portico_trail' },
        async (transaction) => {
          const facts = await askAccess(transaction, { asked: 'why-transition', table, record, account })
          return ok({ facts, moment: await accessMoment(transaction, account, record, null) })
        },
      )
      if (!asked.ok) return asked
      const { facts, moment } = asked.value
      const answer = await whyTransitionAnswer(
        { live, store: context.adapters.live },
        transition,
        facts,
        moment,
      )
      if (!answer) return refuse<Refusal>({ code: 'not-found' })
      const { person, ...told } = answer
      const nameOf = await namesIn(context, caller, live, facts)
      return ok({ ...told, name: nameOf(person) })
    },
  )

import type { FieldVerb } from '@portico/engine/access/who-may'
import { whyCan as whyAsAny, type WhySentence } from '@portico/engine/access/why-can'
import type { AccountId, RecordId } from '@portico/engine/brand'
import { isDeclared } from '@portico/engine/portal/resolve'
import { roleLabels } from '@portico/engine/portal/role-labels'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import {
  accessMoment,
  askAccess,
  type AccessFacts,
  type AccessMoment,
  type AccessPerson,
} from '../postgres/access-store.ts'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesIn } from './who-can.ts'
import { withPower } from './with-power.ts'

export type WhyQuestion = {
  readonly account: AccountId
  readonly table: string
  readonly field: string
  readonly record: RecordId
  readonly verb: FieldVerb
  /** A past moment, ISO: by the version that was live and the roles that were held. */
  readonly at?: string | undefined
}

export type WhyAnswer = {
  readonly can: boolean
  readonly name: string
  readonly roles: readonly string[]
  /** The version it is answered by. */
  readonly version: number
  readonly sentences: readonly WhySentence[]
}

/** The portal and the roles a question is answered by: those of now, or of a moment before. */
const asOf = async (
  live: Version,
  store: Pick<LiveStore, 'numbered'>,
  facts: AccessFacts,
  moment: AccessMoment | null,
): Promise<{ readonly version: Version; readonly people: AccessFacts['people'] } | null> => {
  if (moment === null) return { version: live, people: facts.people }
  if (moment.version === null) return null
  const roles = moment.roles ?? []
  return {
    version: await store.numbered(moment.version),
    people: facts.people.map((person) => ({ ...person, roles })),
  }
}

/** What decides, once everything is known; the roles and the name that belong to it are those of `person`. */
export const whyAnswer = async (
  { live, store }: { readonly live: Version; readonly store: Pick<LiveStore, 'numbered'> },
  { table, field, verb }: Pick<WhyQuestion, 'table' | 'field' | 'verb'>,
  facts: AccessFacts,
  moment: AccessMoment | null,
): Promise<(Omit<WhyAnswer, 'name'> & { readonly person: AccessPerson }) | null> => {
  const [record] = facts.records
  const then = await asOf(live, store, facts, moment)
  if (!record || !then || !isDeclared(then.version.portal, table, field)) return null
  const { version, people } = then
  const answer = whyAsAny(version.portal, people, { table, field, verb }, record, facts.today)
  return (
    answer && {
      ...answer,
      roles: roleLabels(version.portal, answer.person.roles),
      version: version.version,
    }
  )
}

/** Why an account can, or cannot, do this to one field of one record, with the cell of the matrix that decides it. */
export const whyCan = (context: Context, question: WhyQuestion): Promise<Result<WhyAnswer>> =>
  attempt(
    context,
    {
      verb: 'read-trail',
      table: question.table,
      records: [question.record],
      fields: [question.field],
      detail: 'why',
    },
    async (caller, live) => {
      const { table, field, record, account, at } = question
      if (!isDeclared(live.portal, table, field)) return refuse<Refusal>({ code: 'not-found' })
      const asked = await withPower(
        context,
        { caller, live, power: 'read-trail', login: 'portico_trail' },
        async (transaction) => {
          const facts = await askAccess(transaction, { asked: 'why', table, field, record, account })
          return ok({
            facts,
            moment: at === undefined ? null : await accessMoment(transaction, account, record, at),
          })
        },
      )
      if (!asked.ok) return asked
      const { facts, moment } = asked.value
      const answer = await whyAnswer({ live, store: context.adapters.live }, question, facts, moment)
      if (!answer) return refuse<Refusal>({ code: 'not-found' })
      const { person, ...told } = answer
      const nameOf = await namesIn(context, caller, live, facts)
      return ok({ ...told, name: nameOf(person) })
    },
  )

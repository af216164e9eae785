import type { FieldVerb } from '@portico/engine/access/who-may'
import type { AccountId, RecordId } from '@portico/engine/brand'
import { own } from '@portico/engine/portal/own'
import { labelOf } from '@portico/engine/portal/text'
import type { Refusal } from '@portico/engine/refusal'
import { ok, refuse, type Result } from '@portico/engine/result'
import { askAccess } from '../postgres/access-store.ts'
import { actorIn, isDeclared, whySentences, type WhyAnswer } from './access-answer.ts'
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
      const { table, field, record, account, verb } = question
      if (!isDeclared(live.portal, table, field)) return refuse<Refusal>({ code: 'not-found' })
      const asked = await withPower(
        context,
        { caller, live, power: 'read-trail', login: 'portico_trail' },
        async (transaction) =>
          ok(await askAccess(transaction, { asked: 'why', table, field, record, account })),
      )
      if (!asked.ok) return asked
      const [facts] = asked.value.records
      const [person] = asked.value.people
      if (!facts || !person) return refuse<Refusal>({ code: 'not-found' })
      const nameOf = await namesIn(context, caller, live, asked.value)
      const { today } = asked.value
      // A proxy's account acts for several people, and for herself: whichever of them it can do it as decides.
      const each = asked.value.people.map((one) =>
        whySentences(live.portal, actorIn(one), { table, field, verb }, facts, today),
      )
      const sentences = each.find((those) => those.some(({ isGranted }) => isGranted)) ?? each[0] ?? []
      return ok({
        can: sentences.some(({ isGranted }) => isGranted),
        name: nameOf(person),
        roles: person.roles.map((role) => labelOf(role, own(live.portal.roles, role), 'en')),
        verb,
        sentences,
      })
    },
  )

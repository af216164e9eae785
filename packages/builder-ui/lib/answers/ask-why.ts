import { fieldVerbs, type FieldVerb } from '@portico/engine/access/who-may'
import type { AccountId, RecordId } from '@portico/engine/brand'
import { calls, type Answer, type Calls } from '#lib/calls.ts'

type Question = {
  readonly account: AccountId
  readonly table: string
  readonly field: string
  readonly record: RecordId
  /** A verb on the field, or `step` and a transition's id. */
  readonly what: string
  /** As the browser's own field writes a local moment; empty for now. */
  readonly when: string
}
type WhyAnswer = Answer<Calls['access']['why']['query']>

/** One shape for both kinds of answer: sentences that lead to a cell of the matrix, and those about a step. */
export type Why = Pick<WhyAnswer, 'can' | 'name' | 'roles' | 'sentences'> & {
  readonly steps: readonly string[]
  /** The version a past moment is answered by; null for now. */
  readonly byVersion: number | null
}

const isVerb = (what: string): what is FieldVerb => fieldVerbs.some((verb) => verb === what)

/** Asks the one question that was chosen. */
export const askWhy = async ({ account, table, field, record, what, when }: Question): Promise<Why> => {
  if (!isVerb(what)) {
    const transition = what.replace('step ', '')
    const { can, name, roles, sentences } = await calls.access.whyStep.query({
      account,
      table,
      record,
      transition,
    })
    return { can, name, roles, sentences: [], steps: sentences, byVersion: null }
  }
  const at = when === '' ? {} : { at: new Date(when).toISOString() }
  const { version, ...answer } = await calls.access.why.query({
    account,
    table,
    field,
    record,
    verb: what,
    ...at,
  })
  return { ...answer, steps: [], byVersion: when === '' ? null : version }
}

import { own } from '../portal/own.ts'
import type { Portal, RehearsalStart, RehearsalStep } from '../portal/portal.ts'
import type { Typed } from '../workflow/answers.ts'
import { inventedAnswer, withInventedIds } from './invented.ts'

type Answering = RehearsalStart | Extract<RehearsalStep, { readonly takes: string }>

const askedBy = (portal: Portal, workflow: string, step: Answering) => {
  const declared = own(portal.workflows, workflow)
  if ('takes' in step)
    return (own(declared?.transitions, step.takes)?.asks ?? []).map((ask) => ({ ask, optional: false }))
  const questions = own(portal.forms, declared?.start.form ?? '')?.questions ?? []
  return questions.map(({ ask, optional = false }) => ({ ask, optional }))
}

/**
 * What is typed at a step: what its script says, and invented answers to whatever else must be answered, so that one
 * more question does not fail every script. A step that expects its answers refused is typed exactly as it stands.
 */
export const typedAt = (portal: Portal, workflow: string, step: Answering): Typed => {
  const table = own(portal.workflows, workflow)?.table ?? ''
  const said = withInventedIds(portal, table, step.with ?? {})
  if (step.expect?.refused === 'answers-invalid') return said
  const fields = own(portal.tables, table)?.fields
  return Object.fromEntries(
    askedBy(portal, workflow, step).flatMap(({ ask, optional }): [string, string][] => {
      const field = own(fields, ask)
      const answer = own(said, ask) ?? (field && !optional ? inventedAnswer(portal, field) : undefined)
      return answer === undefined ? [] : [[ask, answer]]
    }),
  )
}

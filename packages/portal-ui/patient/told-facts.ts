import { toldByPatient } from '@portico/engine/workflow/told-by-patient'
import type { Portal } from '@portico/engine/portal/portal'
import type { Fact } from '../render/fact.ts'
import { workflowOfTable } from '../render/record.ts'
import { momentField } from '../render/timed.ts'

type Told = { readonly hers: readonly Fact[]; readonly ours: readonly Fact[] }

/**
 * What a request holds, for its patient: what she told us and what we tell her, apart. What is blank is left out, but for
 * a question she was asked and passed over. The time it is about stands above all this already.
 */
export const toldFacts = (portal: Portal, table: string, facts: readonly Fact[]): Told => {
  const told = toldByPatient(portal, table)
  const fields = portal.tables[table]?.fields ?? {}
  const form = portal.forms[workflowOfTable(portal, table)?.workflow.start.form ?? '']
  const isPassedOver = (id: string): boolean =>
    form?.questions.some(({ ask, optional }) => ask === id && optional === true) ?? false
  const shown = facts.filter(({ id, isBlank }) => {
    const to = fields[id]?.to
    const isTime = to !== undefined && momentField(portal, to) !== undefined
    return !isTime && (isBlank !== true || (told.has(id) && isPassedOver(id)))
  })
  return {
    hers: shown.filter(({ id }) => told.has(id)),
    ours: shown.filter(({ id }) => !told.has(id)),
  }
}

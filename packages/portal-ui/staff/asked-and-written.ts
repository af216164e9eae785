import type { Portal } from '@portico/engine/portal/portal'
import type { Language } from '@portico/engine/portal/text'
import type { Fact } from '../render/fact.ts'
import { workflowOfTable, type ShownRecord } from '../render/record.ts'
import { wordsIn } from '../words/words-in.ts'

type AskedAndWritten = { readonly asked: readonly Fact[]; readonly written: readonly Fact[] }

/** Several hidden fields are one line, which names each of them. */
const folded = (facts: readonly Fact[], hidden: readonly string[], language: Language): readonly Fact[] => {
  const withheld = facts.filter(({ id }) => hidden.includes(id))
  if (withheld.length < 2) return facts
  return [
    ...facts.filter(({ id }) => !hidden.includes(id)),
    {
      id: '_hidden',
      label: wordsIn(language).request.hidden,
      value: withheld.map(({ label }) => label).join(', '),
      isWithheld: true,
    },
  ]
}

/**
 * What a request holds, for staff: what its form asked, and what was written down since or is still to be, apart. What
 * is worked out stands with what was asked.
 */
export const askedAndWritten = (
  portal: Portal,
  { table, hidden }: Pick<ShownRecord, 'table' | 'hidden'>,
  facts: readonly Fact[],
  language: Language,
): AskedAndWritten => {
  const form = portal.forms[workflowOfTable(portal, table)?.workflow.start.form ?? '']
  const fields = portal.tables[table]?.fields ?? {}
  const isAsked = (id: string): boolean =>
    form === undefined || fields[id]?.kind === 'computed' || form.questions.some(({ ask }) => ask === id)
  return {
    asked: folded(
      facts.filter(({ id }) => isAsked(id)),
      hidden,
      language,
    ),
    written: folded(
      facts.filter(({ id }) => !isAsked(id)),
      hidden,
      language,
    ),
  }
}

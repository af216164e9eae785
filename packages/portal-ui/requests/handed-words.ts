import type { Language } from '@portico/engine/portal/text'
import type { RequestPage } from '../call/api.ts'
import type { Names } from '../render/record.ts'
import { wordsIn } from '../words/words-in.ts'

type Step = RequestPage['timeline'][number]

/** Who has it changed, and nothing else: handed to a colleague, or back in its queue because somebody left. Null for every other step. */
export const handedInWords = (
  { transition, assignee }: Pick<Step, 'transition' | 'assignee'>,
  names: Names,
  language: Language,
): string | null => {
  const words = wordsIn(language).request
  if (transition === '_release') return words.released
  return assignee === null ? null : words.reassigned(names[assignee] ?? words.practice)
}

import type { Language } from '@portico/engine/portal/text'
import { answeredBy } from '@portico/engine/workflow/answered-by'
import type { Choice } from '../render/choice.ts'
import { momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'

/** By when a time must be answered, where that is sooner than an answer is usually due; null where it is not. */
const answerDue = (at: string | undefined, leavesBy: string | null): number | null => {
  const by = at === undefined ? null : answeredBy(at)
  return by !== null && leavesBy !== null && by < Date.parse(leavesBy) ? by : null
}

/** The times an answer is waited for that can still come, each near one marked with by when. */
export const inTime = (
  choices: readonly Choice[],
  leavesBy: string | null,
  { zone, language, now }: { readonly zone: string; readonly language: Language; readonly now: number },
): readonly Choice[] =>
  choices.flatMap((choice) => {
    const due = answerDue(choice.at, leavesBy)
    if (due === null) return [choice]
    if (due <= now) return []
    const by = momentInWords(new Date(due).toISOString(), zone, language)
    return [{ ...choice, hint: wordsIn(language).request.soonHint(by), isSoon: true }]
  })

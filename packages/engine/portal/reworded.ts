import type { Reworded } from './change.ts'
import { languages, type Text } from './text.ts'

/** What reads differently, in each language in which it does. */
export const rewordedText = (old: Text | undefined, now: Text | undefined): readonly Reworded[] =>
  languages.flatMap((language) => {
    const [before, after] = [old?.[language] ?? null, now?.[language] ?? null]
    return before === after ? [] : [{ language, before, after }]
  })

import { foldText } from './fold-text.ts'
import { scanWords } from './scan-words.ts'

const bare = (words: string): string => foldText(words).text.replaceAll(/\s+/g, ' ').trim()

/**
 * What of a reason may speak of somebody's health. The trail keeps reasons for ever, so whoever gives one with such words
 * says that it names no patient and no illness of anybody. `known` is what the portal says at that place anyway.
 */
export const healthWordsIn = (reason: string, known: readonly string[] = []): readonly string[] => {
  const said = new Set(known.map(bare))
  const hits = scanWords(reason, 'en').filter(
    ({ kind, words }) => kind === 'health' && !said.has(bare(words)),
  )
  return [...new Map(hits.map(({ words }) => [bare(words), words])).values()]
}

/** Whether somebody must say first that she means nobody's health. */
export const mustBeSure = (
  { reason, isSure }: { readonly reason: string; readonly isSure?: boolean | undefined },
  known: readonly string[] = [],
): boolean => isSure !== true && healthWordsIn(reason, known).length > 0

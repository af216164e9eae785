import type { Language } from '../portal/text.ts'
import { scanWords, type Hit } from './scan-words.ts'

/** As many as a large portal shows, twice over. */
const textsKept = 5000
const known = new Map<string, readonly Hit[]>()

/**
 * The scan of a text that stands in a portal, which is scanned again with every edit of anything. Never for what
 * somebody typed about a patient: what was scanned is kept.
 */
export const scanPortalText = (text: string, language: Language): readonly Hit[] => {
  const key = `${language} ${text}`
  const before = known.get(key)
  if (before) return before
  const hits = scanWords(text, language)
  if (known.size >= textsKept) known.clear()
  known.set(key, hits)
  return hits
}

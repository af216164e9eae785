import { spokenVariables } from '../notice/variable.ts'
import { noticeName } from './name.ts'
import type { Portal, Wording } from './portal.ts'
import type { Language } from './text.ts'

export const languageNames = { en: 'English', es: 'Spanish' } as const satisfies Record<Language, string>

const shownMax = 120

/** A line as it fits into a sentence. */
const shown = (line: string): string => {
  const spoken = spokenVariables(line)
  return `“${spoken.length > shownMax ? `${spoken.slice(0, shownMax).trimEnd()}…` : spoken}”`
}

/** The lines of one that the other has not, as they stand. */
const linesBeside = (one: string, other: string): readonly string[] => {
  const there = new Set(other.split('\n'))
  return one.split('\n').filter((line) => line.trim() !== '' && !there.has(line))
}

const bodyWords = (old: string, now: string): string => {
  const more = (lines: readonly string[]) =>
    lines.length > 1 ? ` and ${String(lines.length - 1)} more ${lines.length === 2 ? 'line' : 'lines'}` : ''
  const said = (verb: string, lines: readonly string[]): readonly string[] =>
    lines[0] === undefined ? [] : [`${verb} ${shown(lines[0])}${more(lines)}`]
  const [come, gone] = [
    said('now says', linesBeside(now, old)),
    said('no longer says', linesBeside(old, now)),
  ]
  return come[0] ?? gone[0] ?? 'has its lines in another order or with other gaps'
}

/** What of a message reads otherwise in one language; the rest of it stays. */
export const wordingWords = (
  portal: Portal,
  notice: string,
  language: Language,
  old: Wording | undefined,
  now: Wording | undefined,
): string => {
  const name = `${noticeName(portal, notice)} in ${languageNames[language]}`
  if (!now) return `There is no ${name} any more.`
  if (!old) return `There is ${name} now: ${shown(now.subject)}.`
  const subject = old.subject === now.subject ? [] : [`now has the subject ${shown(now.subject)}`]
  const body = old.body === now.body ? [] : [bodyWords(old.body, now.body)]
  return `${name} ${[...subject, ...body].join(', and ')}.`
}

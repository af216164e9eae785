import type { Path } from './problem.ts'

/** Where something stands, in words for a reader who sees ids: `field "dose" of table "refill"`. */
type Place = { readonly at: readonly string[]; readonly says: (keys: readonly string[]) => string }

const key = (keys: readonly string[], index: number): string => keys[index] ?? ''
/** People count from one. */
const ordinal = (keys: readonly string[], index: number): string => String(Number(key(keys, index)) + 1)

const table = (keys: readonly string[]) => `table "${key(keys, 1)}"`
const field = (keys: readonly string[]) => `field "${key(keys, 3)}" of ${table(keys)}`
const workflow = (keys: readonly string[]) => `workflow "${key(keys, 1)}"`
const notice = (keys: readonly string[]) => `notice "${key(keys, 1)}"`

const places: readonly Place[] = [
  {
    at: ['tables', '*', 'fields', '*', 'options', '*'],
    says: (keys) => `option "${key(keys, 5)}" of ${field(keys)}`,
  },
  { at: ['tables', '*', 'fields', '*'], says: field },
  { at: ['tables', '*'], says: table },
  { at: ['roles', '*'], says: (keys) => `role "${key(keys, 1)}"` },
  { at: ['permissions', '*'], says: (keys) => `permission ${ordinal(keys, 1)}` },
  {
    at: ['forms', '*', 'questions', '*'],
    says: (keys) => `question ${ordinal(keys, 3)} of form "${key(keys, 1)}"`,
  },
  {
    at: ['forms', '*', 'sections', '*'],
    says: (keys) => `section "${key(keys, 3)}" of form "${key(keys, 1)}"`,
  },
  {
    at: ['forms', '*', 'checks', '*'],
    says: (keys) => `check "${key(keys, 3)}" of form "${key(keys, 1)}"`,
  },
  { at: ['forms', '*'], says: (keys) => `form "${key(keys, 1)}"` },
  { at: ['queues', '*'], says: (keys) => `queue "${key(keys, 1)}"` },
  { at: ['workflows', '*', 'states', '*'], says: (keys) => `stage "${key(keys, 3)}" of ${workflow(keys)}` },
  {
    at: ['workflows', '*', 'transitions', '*'],
    says: (keys) => `step "${key(keys, 3)}" of ${workflow(keys)}`,
  },
  { at: ['workflows', '*', 'start'], says: (keys) => `the start of ${workflow(keys)}` },
  { at: ['workflows', '*'], says: workflow },
  {
    at: ['notices', '*', 'wording', '*'],
    says: (keys) => `the wording "${key(keys, 3)}" of ${notice(keys)}`,
  },
  { at: ['notices', '*'], says: notice },
  {
    at: ['rehearsals', '*', 'steps', '*'],
    says: (keys) => `step ${ordinal(keys, 3)} of rehearsal "${key(keys, 1)}"`,
  },
  { at: ['rehearsals', '*'], says: (keys) => `rehearsal "${key(keys, 1)}"` },
  { at: ['hours'], says: () => 'the opening hours' },
  { at: ['look', 'logo'], says: () => 'the logo' },
  { at: ['look'], says: () => 'the look' },
]

const begins = (keys: readonly string[], at: readonly string[]): boolean =>
  keys.length >= at.length && at.every((step, index) => step === '*' || step === keys[index])

/** The innermost thing with a name on a path, and the keys that lead on from it. */
export const placeOf = (path: Path): { readonly words: string; readonly rest: readonly string[] } => {
  const keys = path.map(String)
  const place = places.find((candidate) => begins(keys, candidate.at))
  if (!place) return { words: 'the portal', rest: keys }
  return { words: place.says(keys), rest: keys.slice(place.at.length) }
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

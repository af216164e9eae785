import { remembered } from '../remembered.ts'
import { isList, isMap } from './alike.ts'
import { starred } from './name.ts'
import { valueAt } from './part.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Path, type Problem } from './problem.ts'

/** What a text is of the thing it stands at, by its key. */
const textWords: Readonly<Record<string, string>> = {
  label: 'The name',
  title: 'The title',
  help: 'The help',
  hint: 'The hint',
  say: 'The sentence',
  statement: 'The statement',
  'patient-sees': 'The patient’s status',
}

const shownMax = 60

/** A text by its own words, as one page has many: its beginning tells it from the others. */
const named = (portal: Portal, path: Path): string => {
  const text = valueAt(portal, path)
  const [within, key] = [path.at(-2), String(path.at(-1))]
  if (!isMap(text) || typeof text['en'] !== 'string') return `The ${key}`
  const words = text['en'].replaceAll('*', '')
  const shown = words.length > shownMax ? `${words.slice(0, shownMax).trimEnd()}…` : words
  return `${within === 'options' ? 'The choice' : (textWords[key] ?? 'The text')} ${starred(shown)}`
}

const isBranch = (value: unknown): value is object => isMap(value) || isList(value)

/** What stands below, under keys that lead there: those of a list are numbers. */
const entriesOf = (value: object): readonly (readonly [string | number, unknown])[] =>
  isList(value) ? [...value.entries()] : Object.entries(value)

/** Every text and wording below a value that has English and no Spanish. */
const untranslated = (value: unknown, path: Path): readonly Path[] => {
  if (!isBranch(value)) return []
  if (Object.hasOwn(value, 'en') && path.at(-1) !== 'options') return Object.hasOwn(value, 'es') ? [] : [path]
  return entriesOf(value).flatMap(([key, below]) => untranslated(below, [...path, key]))
}

/** As seen from a table, a workflow or another part; of one that no edit touched, what was found before still holds. */
const inPart = remembered((part: object): readonly Path[] => untranslated(part, []))

const inParts = (noun: string, parts: object): readonly Path[] =>
  entriesOf(parts).flatMap(([id, part]) =>
    isBranch(part) ? inPart(part).map((path) => [noun, id, ...path]) : [],
  )

/** A practice that named itself in Spanish means to be read in it. Others get one hint instead of hundreds. */
export const checkLanguage = (portal: Portal): readonly Problem[] => {
  if (portal.name.es === undefined)
    return [
      hintAt(
        'no-spanish',
        ['name'],
        'The portal has no Spanish name, so Spanish readers get English throughout.',
      ),
    ]
  const found = Object.entries(portal).flatMap(([noun, value]) =>
    isBranch(value) && !Object.hasOwn(value, 'en') ? inParts(noun, value) : untranslated(value, [noun]),
  )
  return found.map((path) =>
    hintAt(
      'missing-spanish',
      path,
      `${named(portal, path)} has no Spanish; Spanish readers get the English.`,
    ),
  )
}

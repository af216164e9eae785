import { listed } from '../portal/name.ts'
import type { Notice, Portal } from '../portal/portal.ts'
import { errorAt, type Path, type Problem } from '../portal/problem.ts'
import { languages, wordsOfId, type Language, type Text } from '../portal/text.ts'
import { foldText } from './fold-text.ts'
import { scanPortalText } from './scan-portal-text.ts'
import type { Hit } from './scan-words.ts'
import { isVariable, type Variable } from './variable.ts'
import { positionIn } from './wording-tree.ts'

/** A text that a message shows, where it is mended, and how people call that place. */
type Shown = {
  readonly path: Path
  readonly text: string
  readonly language: Language
  /** "The message says", "Messages show the stage". */
  readonly says: string
  /** What it may say none of; everything that is looked for, unless told. */
  readonly kinds?: readonly Hit['kind'][]
}

const saysOf = { subject: 'The subject says', body: 'The message says' } as const

const fixedTexts = (id: string, notice: Notice): readonly Shown[] =>
  languages.flatMap((language) =>
    (['subject', 'body'] as const).flatMap((part): readonly Shown[] => {
      const text = notice.wording[language]?.[part]
      const path = ['notices', id, 'wording', language, part]
      return text === undefined ? [] : [{ path, text, language, says: saysOf[part] }]
    }),
  )

/** A label in each language people read it in; without one, its id is what they read. */
const named = (path: Path, id: string, label: Text | undefined, says: string): readonly Shown[] =>
  label === undefined
    ? [{ path, text: wordsOfId(id), language: 'en', says }]
    : languages.flatMap((language) => {
        const text = label[language]
        return text === undefined ? [] : [{ path: [...path, language], text, language, says }]
      })

const labelled = (path: Path, id: string, label: Text | undefined, says: string): readonly Shown[] =>
  named(label === undefined ? path : [...path, 'label'], id, label, says)

/** The workflows that send a notice. */
const senders = (portal: Portal, notice: string) =>
  Object.entries(portal.workflows).filter(
    ([, { start, transitions }]) =>
      start.notice === notice ||
      Object.values(transitions).some((transition) => transition.notice === notice),
  )

/**
 * The name of the practice, whether a message shows it or not: the first one made later will. It may hold a figure, as
 * "7th Street Clinic" does, which tells nothing of any patient.
 */
const portalNamed = ({ portal: id, name }: Portal): readonly Shown[] =>
  named(['name'], id, name, 'Messages can show the name of the practice, which says').map((shown) => ({
    ...shown,
    kinds: ['health'],
  }))

/** What each variable puts into the messages of a notice, as far as the practice chose the words. */
const shownBy: Readonly<Record<Variable, (portal: Portal, id: string, notice: Notice) => readonly Shown[]>> =
  {
    portal_name: portalNamed,
    phone: ({ phone }) =>
      phone === undefined
        ? []
        : [
            {
              path: ['phone'],
              text: phone,
              language: 'en',
              says: 'Messages show the phone number, which says',
            },
          ],
    reference: () => [],
    link: () => [],
    workflow: (portal, id) =>
      senders(portal, id).flatMap(([key, { label }]) =>
        labelled(['workflows', key], key, label, 'Messages show the name of the workflow, which says'),
      ),
    state: (portal, id, { to }) =>
      senders(portal, id).flatMap(([key, { states }]) =>
        Object.entries(states).flatMap(([state, { label, 'patient-sees': seen }]) => {
          const path = ['workflows', key, 'states', state]
          const says = 'Messages show the stage, which says'
          return to === 'patient'
            ? named([...path, 'patient-sees'], state, seen, says)
            : labelled(path, state, label, says)
        }),
      ),
  }

const variablesIn = ({ wording }: Notice): readonly Variable[] => {
  const texts = languages.flatMap((language) => [
    wording[language]?.subject ?? '',
    wording[language]?.body ?? '',
  ])
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\{\{\s*([a-z_]+)\s*\}\}/g)].map((match) => match[1] ?? ''),
  )
  return [...new Set(names)].filter(isVariable)
}

/** The same place is said once, however many messages show it. */
const everythingShown = (portal: Portal): readonly Shown[] => {
  const inNotices = Object.entries(portal.notices).flatMap(([id, notice]) => [
    ...fixedTexts(id, notice),
    ...variablesIn(notice).flatMap((variable) => shownBy[variable](portal, id, notice)),
  ])
  const all = [...portalNamed(portal), ...inNotices]
  return [...new Map(all.map((shown) => [shown.path.join('\n'), shown])).values()]
}

const bare = (words: string): string => foldText(words).text.replaceAll(/\s+/g, ' ').trim()

const isAccepted = (portal: Portal, { path }: Shown, { words }: Hit): boolean =>
  (portal['accepted-words'] ?? []).some(
    (accepted) =>
      accepted.in.join('\n') === path.join('\n') && accepted.words.some((one) => bare(one) === bare(words)),
  )

/** What words speak of, as a sentence goes on. */
export const kindsOf = (hits: readonly Hit[]): string => {
  const kinds = new Set(hits.map(({ kind }) => kind))
  const what = [
    ...(kinds.has('health') ? ['somebody’s health'] : []),
    ...(kinds.has('figure') ? ['a figure'] : []),
    ...(kinds.has('date') ? ['a day or an hour'] : []),
  ]
  return listed(what)
}

const seen = 'Others may see a message on a locked screen or in a shared mailbox.'
const officer = 'only the privacy officer can accept it, with a reason.'
const why = {
  text: `${seen} Say it in the portal and let {{link}} lead there; ${officer}`,
  name: `${seen} Choose another name; ${officer}`,
} as const

/** Each word once, however often it stands there. */
const distinct = (hits: readonly Hit[]): readonly string[] => [
  ...new Map(hits.map((hit) => [bare(hit.words), hit.words])).values(),
]

export const quoted = (hits: readonly Hit[]): string =>
  listed(distinct(hits).map((word) => `“${word.replaceAll('*', '')}”`))

const problemOf = ({ path, text, says }: Shown, hits: readonly Hit[]): Problem => {
  const isText = path[0] === 'notices'
  const first = isText ? { at: positionIn(text, hits[0]?.at ?? 0) } : {}
  const because = why[isText || path[0] === 'phone' ? 'text' : 'name']
  return errorAt('words', path, `${says} ${quoted(hits)}. That speaks of ${kindsOf(hits)}. ${because}`, {
    ...first,
    words: distinct(hits),
  })
}

/**
 * Words, figures and dates that tell something of somebody: in the fixed text of every message, in each name its
 * variables can show, and in the name of the practice always. What the privacy officer accepted at just that place is no problem there.
 */
export const checkWords = (portal: Portal): readonly Problem[] =>
  everythingShown(portal).flatMap((shown) => {
    const hits = scanPortalText(shown.text, shown.language).filter(
      (hit) => (shown.kinds?.includes(hit.kind) ?? true) && !isAccepted(portal, shown, hit),
    )
    return hits.length === 0 ? [] : [problemOf(shown, hits)]
  })

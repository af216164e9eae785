import { usualCurrency } from '../field/money.ts'
import { acceptedPlace } from './accepted-place.ts'
import { changeOf, type Change } from './change.ts'
import { hoursWords } from './compare-hours.ts'
import { compareRehearsals } from './compare-rehearsals.ts'
import { languageNames, wordingWords } from './compare-wording.ts'
import { listed, noticeName } from './name.ts'
import { own } from './own.ts'
import { isSame, pairsOf } from './pairs.ts'
import { valueAt } from './part.ts'
import type { Logo } from './look-schema.ts'
import type { AcceptedWords, Portal, Wording } from './portal.ts'
import type { Path } from './problem.ts'
import { rewordedText } from './reworded.ts'
import { languages, wordsOfId, type Language, type Text } from './text.ts'

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is Text => isMap(value) && typeof value['en'] === 'string'

/**
 * The texts of a portal by path, but for what another one shares. Questions and wordings are told as changes of their own.
 */
const textsOf = (value: unknown, other?: unknown, path: Path = []): readonly (readonly [Path, Text])[] => {
  if (isText(value)) return [[path, value]]
  if (!isMap(value) || value === other) return []
  const beside = isMap(other) ? other : {}
  return Object.entries(value).flatMap(([key, below]) =>
    key === 'questions' || key === 'wording' ? [] : textsOf(below, own(beside, key), [...path, key]),
  )
}

const lines = (wording: Wording | undefined): string | null =>
  wording ? `${wording.subject}\n\n${wording.body}` : null

/** The Spanish of words whose English changed may now say something else than the English. */
const leftBehind = (old: Text | undefined, now: Text | undefined): string =>
  old?.en !== now?.en && old?.es !== undefined && old.es === now?.es
    ? ` In Spanish it stays *${old.es}*.`
    : ''

const sentenceOf = (path: Path, old: Text | undefined, now: Text | undefined): string => {
  const last = path.at(-1)
  const id = wordsOfId(String(path.at(-2) ?? ''))
  const was = old?.en ?? id
  const is = now?.en ?? id
  if (last === 'help')
    return now ? `The help for *${id}* now reads “${now.en}”.` : `*${id}* has no help text any more.`
  if (last === 'statement')
    return now
      ? `What people sign in *${id}* now reads “${now.en}”.`
      : `There is nothing to sign in *${id}* any more.`
  if (last === 'hint')
    return now ? `The hint of *${id}* now reads “${now.en}”.` : `*${id}* has no hint any more.`
  if (last === 'say')
    return now
      ? `Answers that do not go together are now told “${now.en}”.`
      : `*${id}* says nothing any more.`
  if (path[0] === 'look') return logoWords(now)
  if (was === is) return `*${is}* is called *${now?.es ?? is}* in Spanish.`
  return last === 'patient-sees'
    ? `Patients now read *${is}* instead of *${was}*.`
    : `*${was}* is now called *${is}*.`
}

const textChanges = (before: Portal, after: Portal): readonly Change[] => {
  const all = new Map(
    [...textsOf(before, after), ...textsOf(after, before)].map(([path]) => [path.join('\n'), path]),
  )
  return [...all.values()].flatMap((path) => {
    const holder = path.slice(0, -1)
    const isKept =
      path.at(-2) !== 'options' &&
      valueAt(before, holder) !== undefined &&
      valueAt(after, holder) !== undefined
    const old = textsOf(valueAt(before, path))[0]?.[1]
    const now = textsOf(valueAt(after, path))[0]?.[1]
    if (isSame(old, now) || (!isKept && (!old || !now))) return []
    const sentence = `${sentenceOf(path, old, now)}${leftBehind(old, now)}`
    return [changeOf({ kind: 'change-words' }, path, sentence, { reworded: rewordedText(old, now) })]
  })
}

type Wordings = Readonly<Partial<Record<Language, Wording | undefined>>>

/** The wordings of one notice that change, each with its words, and whether the other language was left as it was. */
const wordingChanges = (portal: Portal, notice: string, old: Wordings, now: Wordings): readonly Change[] => {
  const changed = languages.filter((language) => !isSame(old[language], now[language]))
  return changed.map((language) => {
    const left = languages.find((other) => !changed.includes(other) && now[other] !== undefined)
    const stays = left === undefined ? '' : ` The ${languageNames[left]} stays as it was.`
    return changeOf(
      { kind: 'change-wording', notice, language },
      ['notices', notice, 'wording', language],
      `${wordingWords(portal, notice, language, old[language], now[language])}${stays}`,
      {
        touchesOpenRequests: true,
        reworded: [{ language, before: lines(old[language]), after: lines(now[language]) }],
      },
    )
  })
}

const noticeChanges = (before: Portal, after: Portal): readonly Change[] => {
  const notices = pairsOf(before.notices, after.notices)
  return [
    ...notices.added.map(([notice, now]) =>
      changeOf(
        { kind: 'add-notice', notice },
        ['notices', notice],
        `The message ${noticeName(after, notice)} is added.`,
        {
          reworded: languages.flatMap((language) =>
            now.wording[language] ? [{ language, before: null, after: lines(now.wording[language]) }] : [],
          ),
        },
      ),
    ),
    ...notices.removed.map(([notice]) =>
      changeOf(
        { kind: 'remove-notice', notice },
        ['notices', notice],
        `The message ${noticeName(before, notice)} is taken away.`,
        { touchesOpenRequests: true },
      ),
    ),
    ...notices.kept.flatMap(({ id: notice, before: old, after: now }) => [
      ...(old.to === now.to
        ? []
        : [
            changeOf(
              { kind: 'change-receiver', notice },
              ['notices', notice, 'to'],
              `${noticeName(after, notice)} now goes to the ${now.to}.`,
              { touchesOpenRequests: true },
            ),
          ]),
      ...wordingChanges(after, notice, old.wording, now.wording),
    ]),
  ]
}

const currencyOf = ({ currency = usualCurrency }: Portal): string => currency

const logoPath = ['look', 'logo']

/** The pictures go along, because a reviewer judges those. What it says to who does not see it is a text like any other. */
const logoChanges = (old: Logo | undefined, now: Logo | undefined): readonly Change[] => {
  const one = (sentence: string) => [
    changeOf({ kind: 'change-logo' }, logoPath, sentence, {
      redrawn: { before: old?.picture ?? null, after: now?.picture ?? null },
    }),
  ]
  if (!now) return old ? one('The logo is taken away.') : []
  if (!old)
    return one(
      now['beside-name']
        ? 'Every page gets a logo beside the practice’s name.'
        : 'Every page gets a logo instead of the practice’s name.',
    )
  const place = now['beside-name']
    ? 'The practice’s name is written beside the logo.'
    : 'The logo stands alone, without the practice’s name beside it.'
  return [
    ...(old.picture === now.picture ? [] : one('The logo changes.')),
    ...(old['beside-name'] === now['beside-name']
      ? []
      : [changeOf({ kind: 'change-logo' }, [...logoPath, 'beside-name'], place)]),
  ]
}

/** What it says to somebody who does not see it. */
const logoWords = (now: Text | undefined): string =>
  now ? `The logo is read out as “${now.en}”.` : 'The logo is read out as the practice’s name.'

const practiceChanges = (before: Portal, after: Portal): readonly Change[] => {
  const one = (path: Path, sentence: string) => changeOf({ kind: 'change-practice' }, path, sentence)
  const isLater = !isSame(before.hours, after.hours) || before.timezone !== after.timezone
  return [
    ...(isLater
      ? [
          changeOf(
            { kind: 'change-hours' },
            ['hours'],
            `The opening hours change${hoursWords(before, after)}. When requests are due changes with them.`,
            { touchesOpenRequests: true },
          ),
        ]
      : []),
    ...(before.phone === after.phone
      ? []
      : [
          one(
            ['phone'],
            after.phone === undefined
              ? 'The phone number is taken away.'
              : `The phone number is now ${after.phone}.`,
          ),
        ]),
    ...(currencyOf(before) === currencyOf(after)
      ? []
      : [
          one(
            ['currency'],
            `Amounts of money are now in ${currencyOf(after)} instead of ${currencyOf(before)}; what was written down is not converted.`,
          ),
        ]),
    ...(before.look.colour === after.look.colour
      ? []
      : [
          one(
            ['look', 'colour'],
            `The colour of the portal is now ${after.look.colour} instead of ${before.look.colour}.`,
          ),
        ]),
    ...logoChanges(before.look.logo, after.look.logo),
    ...(before.portal === after.portal
      ? []
      : [one(['portal'], `This is another portal: ${after.portal} instead of ${before.portal}.`)]),
  ]
}

const acceptedIn = (portal: Portal, { words, in: place }: AcceptedWords): string =>
  `${listed(words.map((word) => `“${word}”`))} in ${acceptedPlace(portal, place)}`

/** Acceptances are told whole, with their reason: a later reader must not need the trail to find it. */
const acceptanceChanges = (before: Portal, after: Portal): readonly Change[] => {
  const old = before['accepted-words'] ?? []
  const now = after['accepted-words'] ?? []
  const added = now.filter((one) => !old.some((other) => isSame(one, other)))
  const gone = old.filter((one) => !now.some((other) => isSame(one, other)))
  return [
    ...added.map((one) =>
      changeOf(
        { kind: 'accept-words' },
        one.in,
        `Messages may say ${acceptedIn(after, one)}, because “${one.because}”.`,
        { widens: true },
      ),
    ),
    ...gone.map((one) =>
      changeOf({ kind: 'withdraw-words' }, one.in, `Messages may no longer say ${acceptedIn(before, one)}.`, {
        narrows: true,
      }),
    ),
  ]
}

/** What people read, and what the practice says of itself. */
export const compareWords = (before: Portal, after: Portal): readonly Change[] => [
  ...acceptanceChanges(before, after),
  ...compareRehearsals(before, after),
  ...noticeChanges(before, after),
  ...textChanges(before, after),
  ...practiceChanges(before, after),
]

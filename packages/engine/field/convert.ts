import { Temporal } from 'temporal-polyfill'
import type { FieldValue } from '../access/condition.ts'
import type { Field } from '../portal/portal.ts'
import { addressInWords } from './address.ts'
import { isLower } from './class.ts'
import { kindWords } from './kind-words.ts'
import { kinds, type KindName } from './kinds.ts'
import { chosenIn } from './many-choice.ts'
import { writtenDays } from './written-day.ts'

type Value = Exclude<FieldValue, null>

/** One value of another kind, or why it is none, as a sentence about it that does not repeat it. */
export type Converted =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string }

const converted = (value: Value): Converted => ({ ok: true, value })
const not = (why: string): Converted => ({ ok: false, why })

const readable: readonly KindName[] = [
  'number',
  'money',
  'date',
  'date-time',
  'time',
  'choice',
  'many-choice',
  'yes-no',
  'phone',
  'email',
  'list',
]

/** What each kind can become. What is missing makes no sense: none of its values could ever be one. */
export const conversions = {
  text: ['long-text', ...readable],
  'long-text': ['text', ...readable],
  number: ['text', 'long-text', 'money', 'choice', 'list'],
  money: ['text', 'long-text', 'number', 'list'],
  date: ['text', 'long-text', 'date-time'],
  'date-time': ['text', 'long-text', 'date', 'time'],
  time: ['text', 'long-text', 'choice', 'list'],
  choice: ['text', 'long-text', 'number', 'time', 'yes-no', 'many-choice', 'list'],
  'many-choice': ['text', 'long-text', 'choice', 'list'],
  'yes-no': ['text', 'long-text', 'choice'],
  phone: ['text', 'long-text', 'list'],
  email: ['text', 'long-text', 'list'],
  address: ['text', 'long-text'],
  list: ['text', 'long-text', 'number', 'money', 'time', 'phone', 'email', 'choice', 'many-choice'],
  reference: [],
  attachment: [],
  signature: [],
  computed: [],
} as const satisfies Record<KindName, readonly KindName[]>

const stays = {
  reference: 'It leads to another record, and the way there is no value of any other kind.',
  attachment: 'It holds files, and what is in a file cannot become a value.',
  signature: 'A signature stands under its statement; as anything else it would be none.',
  computed: 'It is worked out when it is read and holds no values. Make a new field instead.',
} as const
const neverBecomes = {
  reference: 'Which record is meant cannot be read from a value. Add a new field instead.',
  attachment: 'A value cannot become a file. Add a new field instead.',
  signature: 'Nobody signed when these values were given, so they cannot become signatures.',
  computed: 'What is worked out has no values of its own. Add a new field instead.',
} as const

const isKeyOf = <Map extends object>(map: Map, key: string | number | symbol): key is keyof Map =>
  Object.hasOwn(map, key)

/** Why no value of one field could become one of the other, as a sentence; null where some may. */
export const whyNoConversion = (from: Field, to: Field): string | null => {
  if (isKeyOf(stays, from.kind)) return stays[from.kind]
  if (isKeyOf(neverBecomes, to.kind)) return neverBecomes[to.kind]
  if (isLower(to.class, from.class))
    return 'The new field must be at least as private as the values it takes.'
  if (from.kind === to.kind)
    return from.class === to.class && from.of === to.of ? 'It holds that already.' : null
  const possible: readonly KindName[] = conversions[from.kind]
  return possible.includes(to.kind)
    ? null
    : `What it holds are ${kindWords[from.kind]}, and these can never be ${kindWords[to.kind]}.`
}

const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').toLowerCase().trim()

const labelIn = ({ options }: Field, id: string): string => options?.[id]?.en ?? id

/** An instant as the practice's clock shows it. */
const localMoment = (at: string, zone: string): Temporal.PlainDateTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime()

/** What a value reads as, in the practice's own words; its lines where it has several. */
const wordsOf = (from: Field, value: Value, zone: string): string => {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return from.kind === 'money' ? value.toFixed(2) : String(value)
  if (from.kind === 'choice') return labelIn(from, value)
  if (from.kind === 'many-choice')
    return chosenIn(value)
      .map((id) => labelIn(from, id))
      .join('\n')
  if (from.kind === 'date-time')
    return localMoment(value, zone).toString({ smallestUnit: 'minute' }).replace('T', ' ')
  return from.kind === 'address' ? addressInWords(value) : value
}

const notThat = {
  text: 'It is too long for a text.',
  'long-text': 'It is too long.',
  number: 'It is not a number.',
  money: 'It is not an amount, or it could be two.',
  date: 'It is not a date.',
  'date-time': 'It is not a date with a time of day.',
  time: 'It is not a time of day.',
  choice: 'It is none of the options.',
  'many-choice': 'Not all of it is among the options.',
  'yes-no': 'It says neither yes nor no.',
  phone: 'It is not a phone number.',
  email: 'It is not an e-mail address.',
  list: 'Not all of its lines fit the list.',
  address: 'It is not an address.',
  reference: neverBecomes.reference,
  attachment: neverBecomes.attachment,
  signature: neverBecomes.signature,
  computed: neverBecomes.computed,
} as const satisfies Record<KindName, string>

const twoDays = 'It could be two different days: which comes first, the day or the month?'

const readDay = (words: string): Converted => {
  const [day, other] = writtenDays(words)
  if (day === undefined) return not(notThat.date)
  return other === undefined ? converted(day) : not(twoDays)
}

const instantOf = (local: string, zone: string): string =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds).toISOString()

/** A day, something between, and a time: the first place to part them at which both can be read. */
const readMoment = (words: string, zone: string): Converted => {
  const whole = kinds['date-time'].parse(words)
  if (whole.ok && whole.value !== null) return converted(whole.value)
  let isTwo = false
  for (const { index, 0: between } of words.matchAll(/,?\s+(?:at|a las?)\s+|,\s*|\s+|T/g)) {
    const time = kinds.time.parse(words.slice(index + between.length).trim())
    const [day, other] = writtenDays(words.slice(0, index))
    if (!time.ok || day === undefined) continue
    if (other === undefined) return converted(instantOf(`${day}T${String(time.value)}`, zone))
    isTwo = true
  }
  return not(isTwo ? twoDays : notThat['date-time'])
}

/** The option that is called so, in either language or by its id; null where it is none, or could be two. */
const optionCalled = ({ options = {} }: Field, words: string): string | null => {
  const asked = folded(words)
  const called = Object.entries(options).filter(([id, { en, es }]) =>
    [id, en, es ?? en].some((name) => folded(name) === asked),
  )
  const [first, ...others] = called
  return first !== undefined && others.length === 0 ? first[0] : null
}

const yeses: readonly string[] = ['yes', 'y', 'true', 'si', 's']
const noes: readonly string[] = ['no', 'n', 'false']

const readYesNo = (words: string): Converted => {
  const said = folded(words)
  if (yeses.includes(said)) return converted(true)
  return noes.includes(said) ? converted(false) : not(notThat['yes-no'])
}

const readChoices = (to: Field, words: string): Converted => {
  const chosen = words.split(/[,;\n]/).flatMap((part) => (part.trim() === '' ? [] : [optionCalled(to, part)]))
  const known = chosen.filter((id) => id !== null)
  return known.length > 0 && known.length === chosen.length
    ? converted([...new Set(known)].toSorted().join(' '))
    : not(notThat['many-choice'])
}

const oneLine = (words: string): string => words.replaceAll(/\s*\n\s*/g, ', ')

const readChoice = (to: Field, words: string): Converted => {
  const option = optionCalled(to, words)
  return option === null ? not(notThat.choice) : converted(option)
}

const readTyped = (to: Field, words: string): Converted => {
  const parsed = kinds[to.kind].parse(to.kind === 'text' ? oneLine(words) : words, to)
  return parsed.ok && parsed.value !== null ? converted(parsed.value) : not(notThat[to.kind])
}

const read = (to: Field, words: string, zone: string): Converted => {
  const text = words.trim()
  if (text === '') return not('There is nothing in it but spaces.')
  if (to.kind === 'date') return readDay(text)
  if (to.kind === 'date-time') return readMoment(text, zone)
  if (to.kind === 'yes-no') return readYesNo(text)
  if (to.kind === 'choice') return readChoice(to, text)
  return to.kind === 'many-choice' ? readChoices(to, text) : readTyped(to, text)
}

const tooFine = 'It has more digits than an amount of money.'

/** Yes and no by whatever the options call them. */
const optionForYesNo = (to: Field, said: boolean): Converted => {
  const found = (said ? yeses : noes).map((word) => optionCalled(to, word)).find((id) => id !== null)
  return found ? converted(found) : not(notThat.choice)
}

const isOptionOf = ({ options = {} }: Field, id: string): boolean => Object.hasOwn(options, id)

/** What the words of a value would not say: options by their ids, days by the practice's clock. */
const direct = (from: Field, to: Field, value: Value, zone: string): Converted | null => {
  if (from.kind === to.kind && from.of === to.of && from.options === undefined) return converted(value)
  if (typeof value === 'boolean' && to.kind === 'choice') return optionForYesNo(to, value)
  if (typeof value === 'number' && to.kind === 'money')
    return Math.round(value * 100) / 100 === value ? converted(value) : not(tooFine)
  if (typeof value === 'number' && to.kind === 'number') return converted(value)
  if (typeof value !== 'string') return null
  if (from.kind === 'date' && to.kind === 'date-time') return converted(instantOf(`${value}T00:00`, zone))
  if (from.kind === 'date-time' && to.kind === 'date')
    return converted(localMoment(value, zone).toPlainDate().toString())
  if (from.kind === 'date-time' && to.kind === 'time')
    return converted(localMoment(value, zone).toPlainTime().toString({ smallestUnit: 'minute' }))
  if (from.kind === 'choice' && (to.kind === 'many-choice' || to.kind === 'choice') && isOptionOf(to, value))
    return converted(value)
  const chosen = from.kind === 'many-choice' ? chosenIn(value) : []
  if (to.kind === 'choice' && chosen.length > 1) return not('Several are chosen, and only one fits.')
  if (to.kind === 'many-choice' && chosen.length > 0 && chosen.every((id) => isOptionOf(to, id)))
    return converted(value)
  const [only = '', ...others] = chosen
  return to.kind === 'choice' && others.length === 0 && isOptionOf(to, only) ? converted(only) : null
}

/**
 * What a value becomes in a field of another kind. It is read as a person would read it and never guessed: what could
 * mean two things, or loses more than how it was written, does not convert, and stays where it is.
 */
export const convert = (from: Field, to: Field, value: Value, zone: string): Converted => {
  const why = whyNoConversion(from, to)
  if (why !== null && why !== 'It holds that already.') return not(why)
  return direct(from, to, value, zone) ?? read(to, wordsOf(from, value, zone), zone)
}

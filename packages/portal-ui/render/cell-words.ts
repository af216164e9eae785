import type { FieldValue } from '@portico/engine/access/condition'
import { addressInWords } from '@portico/engine/field/address'
import { chosenIn } from '@portico/engine/field/many-choice'
import { itemsIn } from '@portico/engine/field/list'
import { amountInWords } from '@portico/engine/field/money'
import { signatureIn } from '@portico/engine/field/signature'
import { timeInWords } from '@portico/engine/field/time'
import type { Field, Portal } from '@portico/engine/portal/portal'
import { inLanguage, wordsOfId, type Language } from '@portico/engine/portal/text'
import { dateInWords, momentInWords } from '../words/when.ts'
import { wordsIn } from '../words/words-in.ts'
import type { Names } from './record.ts'

/** What the practice's own habits decide: its clock and its money. */
export type Practice = Pick<Portal, 'timezone' | 'currency'>

const optionInWords = (option: string, field: Field, language: Language): string => {
  const label = field.options?.[option]
  return label ? inLanguage(label, language) : wordsOfId(option)
}

/** What was typed and is no instant stands as it was typed. */
const isMoment = (value: string): boolean => !Number.isNaN(Date.parse(value))

const itemInWords = (item: string, of: Field['of'], practice: Practice, language: Language): string => {
  if (of === 'money') return amountInWords(Number(item), practice, language)
  if (of === 'number') return new Intl.NumberFormat(language).format(Number(item))
  return of === 'time' ? timeInWords(item, language) : item
}

/** A field's value as its reader sees it. */
export const cellInWords = (
  value: FieldValue,
  field: Field | undefined,
  language: Language,
  names: Names,
  practice: Practice,
): string => {
  const words = wordsIn(language).shell
  if (value === null || value === '') return words.empty
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number' && field?.kind === 'money') return amountInWords(value, practice, language)
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
  if (field?.kind === 'choice') return optionInWords(value, field, language)
  if (field?.kind === 'many-choice')
    return new Intl.ListFormat(language).format(
      chosenIn(value).map((option) => optionInWords(option, field, language)),
    )
  if (field?.kind === 'list')
    return itemsIn(value)
      .map((item) => itemInWords(item, field.of, practice, language))
      .join(', ')
  if (field?.kind === 'signature') return wordsIn(language).form.signedBy(signatureIn(value).name)
  if (field?.kind === 'address') return addressInWords(value)
  if (field?.kind === 'time') return timeInWords(value, language)
  if (field?.kind === 'date') return dateInWords(value, language)
  if (field?.kind === 'date-time')
    return isMoment(value) ? momentInWords(value, practice.timezone, language) : value
  if (field?.kind === 'attachment') return names[value] ?? wordsIn(language).files.aFile
  return field?.kind === 'reference' ? (names[value] ?? '…') : value
}

import type { Language } from '@portico/engine/portal/text'
import { wordsIn } from '../words/words-in.ts'

const kilobyte = 1000
const megabyte = 1_000_000

/** A size as people say it. */
export const sizeInWords = (bytes: number, language: Language): string => {
  const [amount, unit] = bytes < megabyte ? [bytes / kilobyte, 'kB'] : [bytes / megabyte, 'MB']
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: unit === 'MB' ? 1 : 0 })
  return `${number.format(unit === 'kB' ? Math.ceil(amount) : amount)} ${unit}`
}

export const progressInWords = (sent: number, size: number, language: Language): string =>
  wordsIn(language).files.progress(sizeInWords(sent, language), sizeInWords(size, language))

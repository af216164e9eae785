import { date } from './date.ts'

const months = [
  ['january', 'jan', 'enero', 'ene'],
  ['february', 'feb', 'febrero'],
  ['march', 'mar', 'marzo'],
  ['april', 'apr', 'abril', 'abr'],
  ['may', 'mayo'],
  ['june', 'jun', 'junio'],
  ['july', 'jul', 'julio'],
  ['august', 'aug', 'agosto', 'ago'],
  ['september', 'sept', 'sep', 'septiembre', 'setiembre'],
  ['october', 'oct', 'octubre'],
  ['november', 'nov', 'noviembre'],
  ['december', 'dec', 'diciembre', 'dic'],
] as const

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const dayFrom = (year: string, month: number, day: string): readonly string[] => {
  const written = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  return date.parse(written).ok ? [written] : []
}

const monthNamed = (word: string): number =>
  months.findIndex((names) => names.some((name) => name === word)) + 1

const named = (text: string): readonly string[] => {
  const before = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text)
  const after = /^(\d{1,2})(?:st|nd|rd|th)?\.?(?: de)? ([a-z]+)\.?,?(?: (?:de|del))? (\d{4})$/.exec(text)
  const [, month = '', day = '', year = ''] =
    before ?? (after && [after[0], after[2], after[1], after[3]]) ?? []
  return monthNamed(month) === 0 ? [] : dayFrom(year, monthNamed(month), day)
}

const figures = (text: string): readonly string[] => {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  if (year !== undefined) return dayFrom(year, Number(month), day ?? '')
  const [, first = '', second = '', last = ''] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  return last === ''
    ? []
    : [...new Set([...dayFrom(last, Number(first), second), ...dayFrom(last, Number(second), first)])]
}

/**
 * The day that somebody wrote down: as figures or by the month's name, in English or Spanish. Figures of which either can
 * be the month come to two days, because some put the month first and others the day.
 */
export const writtenDays = (written: string): readonly string[] => {
  const text = folded(written)
  return [...figures(text), ...named(text)]
}

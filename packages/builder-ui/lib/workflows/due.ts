import type { Due } from '@portico/engine/portal/portal'

export const units = [
  'seconds',
  'minutes',
  'hours',
  'days',
  'business minutes',
  'business hours',
  'business days',
] as const
export type Unit = (typeof units)[number]
export type Within = { readonly count: number; readonly unit: Unit }

/** `1 business hour` as its number and its unit, always in the plural. */
export const withinOf = (within: Due['within']): Within => {
  const [count = '1', ...rest] = within.split(' ')
  const unit = `${rest.join(' ').replace(/s$/, '')}s`
  return { count: Number(count), unit: units.find((known) => known === unit) ?? 'business hours' }
}

export const withinText = ({ count, unit }: Within): string =>
  `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`

import type { Change, Consequence } from './change.ts'

type InField = { readonly table: string; readonly field: string }

/** A change that the values there are feel: they are counted. */
export type ValueChange = Consequence &
  (
    | { readonly kind: 'retire-table'; readonly table: string }
    | (InField & { readonly kind: 'retire-field' | 'change-kind' | 'change-target' | 'change-once' })
    | (InField & { readonly kind: 'retire-option'; readonly option: string })
  )

const kinds = {
  'retire-table': true,
  'retire-field': true,
  'change-kind': true,
  'change-target': true,
  'change-once': true,
  'retire-option': true,
} as const satisfies Record<ValueChange['kind'], true>

export const isValueChange = (change: Change): change is Change & ValueChange =>
  Object.hasOwn(kinds, change.kind)

const figure = new Intl.NumberFormat('en-US')
const records = (count: number): string => `${figure.format(count)} ${count === 1 ? 'record' : 'records'}`

/** What becomes of the values there are: "4,310 records have a value in it. All are kept, out of reach." */
export const valuesSentence = ({ kind }: ValueChange, count: number): string => {
  const have = count === 1 ? 'has' : 'have'
  switch (kind) {
    case 'retire-table':
      return count === 0
        ? 'No record is in it.'
        : `${records(count)} ${count === 1 ? 'is' : 'are'} in it, kept out of reach.`
    case 'retire-field':
      return count === 0
        ? 'No record has a value in it.'
        : `${records(count)} ${have} a value in it, kept out of reach.`
    case 'change-kind':
    case 'change-target':
      return count === 0
        ? 'No record has a value in it.'
        : `${records(count)} ${have} a value in it that would not convert.`
    case 'retire-option':
      return count === 0 ? 'No record has it.' : `${records(count)} ${have} it.`
    case 'change-once':
      return count === 0
        ? 'Nothing is taken twice.'
        : `${records(count)} lead where another one leads, and must be parted first.`
  }
}

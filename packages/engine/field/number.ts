import { parsed, unparsed, type Kind } from './kind.ts'

const decimal = /^-?\d{1,12}([.,]\d{1,6})?$/

/** A decimal number; Spanish writers put a comma where English ones put a point. */
export const number = {
  parse: (typed) =>
    decimal.test(typed) ? parsed(Number(typed.replace(',', '.'))) : unparsed('not-a-number'),
  column: 'numeric',
} satisfies Kind

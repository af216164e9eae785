import { parsed, unparsed, type Kind } from './kind.ts'

const lengthMax = 4000

export const longText = {
  parse: (typed) => (typed.length > lengthMax ? unparsed('too-long') : parsed(typed)),
  column: 'text',
  lengthMax,
} satisfies Kind

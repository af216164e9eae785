import { parsed, unparsed, type Kind } from './kind.ts'

const lengthMax = 200

export const text = {
  parse: (typed) => (typed.length > lengthMax ? unparsed('too-long') : parsed(typed)),
  column: 'text',
  lengthMax,
} satisfies Kind

import { parsed, unparsed, type Kind } from './kind.ts'

const dialled = /^\+?[\d\s().-]{7,25}$/

export const phone = {
  parse: (typed) => (dialled.test(typed) ? parsed(typed) : unparsed('not-valid')),
  column: 'text',
} satisfies Kind

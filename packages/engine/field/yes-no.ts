import { parsed, unparsed, type Kind } from './kind.ts'

export const yesNo = {
  parse: (typed) =>
    typed === 'yes' ? parsed(true) : typed === 'no' ? parsed(false) : unparsed('not-a-choice'),
  column: 'boolean',
} satisfies Kind

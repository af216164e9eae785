import { offeredIn } from './offered.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

/** One of the options that are offered, by its id. */
export const choice = {
  parse: (typed, field) => (offeredIn(field).includes(typed) ? parsed(typed) : unparsed('not-a-choice')),
  column: 'text',
} satisfies Kind

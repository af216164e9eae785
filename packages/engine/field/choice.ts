import { parsed, unparsed, type Kind } from './kind.ts'

/** One of the declared options, by its id. */
export const choice = {
  parse: (typed, field) =>
    Object.hasOwn(field.options ?? {}, typed) ? parsed(typed) : unparsed('not-a-choice'),
  column: 'text',
} satisfies Kind

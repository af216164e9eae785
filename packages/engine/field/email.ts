// The small zod: what a form is checked with travels to every phone.
import { email as anAddress, maxLength } from 'zod/mini'
import { parsed, unparsed, type Kind } from './kind.ts'

const address = anAddress().check(maxLength(254))

export const email = {
  parse: (typed) => (address.safeParse(typed).success ? parsed(typed) : unparsed('not-valid')),
  column: 'text',
} satisfies Kind

import { z } from 'zod'
import { parsed, unparsed, type Kind } from './kind.ts'

const address = z.email().max(254)

export const email = {
  parse: (typed) => (address.safeParse(typed).success ? parsed(typed) : unparsed('not-valid')),
  column: 'text',
} satisfies Kind

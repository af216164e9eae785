// The small zod: what a form is checked with travels to every phone.
import { iso } from 'zod/mini'
import { parsed, unparsed, type Kind } from './kind.ts'

const day = iso.date()

/** A calendar day as YYYY-MM-DD, without a time or a zone. */
export const date = {
  parse: (typed) => (day.safeParse(typed).success ? parsed(typed) : unparsed('not-a-date')),
  column: 'date',
} satisfies Kind

import { z } from 'zod'
import { parsed, unparsed, type Kind } from './kind.ts'

const day = z.iso.date()

/** A calendar day as YYYY-MM-DD, without a time or a zone. */
export const date = {
  parse: (typed) => (day.safeParse(typed).success ? parsed(typed) : unparsed('not-a-date')),
  column: 'date',
} satisfies Kind

import { unparsed, type Kind } from './kind.ts'

/**
 * Worked out of other fields of the record whenever it is read. Nobody types it and nothing is stored: its column stays
 * empty, and is there so that the views which hold permissions say of this cell too whether it is shown.
 */
export const computed = {
  parse: () => unparsed('unknown'),
  column: 'text',
} satisfies Kind

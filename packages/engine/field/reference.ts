import { isRecordId } from '../brand.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

/** The id of a record in the declared table `to`. */
export const reference = {
  parse: (typed) => (isRecordId(typed) ? parsed(typed) : unparsed('not-found')),
  column: 'uuid',
} satisfies Kind

import { isAttachmentId } from '../brand.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

/** A file on a record. The value is the random id it was given when it arrived; the file itself lies elsewhere. */
export const attachment = {
  parse: (typed) => (isAttachmentId(typed) ? parsed(typed) : unparsed('not-found')),
  column: 'uuid',
} satisfies Kind

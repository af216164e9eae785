import type { FileType } from '@portico/engine/attachment/file-type'
import type { FileReason } from '@portico/engine/attachment/refused-file'

/** What looking into a file came to: bytes that may be kept, as what they are, or why not. */
export type Inspected =
  | { readonly ok: true; readonly type: FileType; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: FileReason }

export const refused = (reason: FileReason): Inspected => ({ ok: false, reason })

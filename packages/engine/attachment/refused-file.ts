import { typeOfFile } from './file-type.ts'

/** Why a file is not taken: keys the screens turn into a sentence that says what to send instead. */
export const fileReasons = [
  'empty',
  'too-big',
  'kind',
  'broken',
  'active',
  'locked',
  'pixels',
  'too-slow',
  'cut-off',
  'busy',
  'too-many',
] as const
export type FileReason = (typeof fileReasons)[number]

export const fileBytesMax = 10 * 1024 * 1024

/** What can be said of a file before it is sent: by the browser, to save the way, and by the server, which decides. */
export const refusedBefore = (size: number, head: Uint8Array): FileReason | null => {
  if (size === 0) return 'empty'
  if (size > fileBytesMax) return 'too-big'
  return typeOfFile(head) === null ? 'kind' : null
}

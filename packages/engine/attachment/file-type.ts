/** What an attachment may be. Told from its content: what a name or a browser says of a file is anybody's claim. */
export const fileTypes = {
  pdf: { mime: 'application/pdf', ending: 'pdf' },
  jpeg: { mime: 'image/jpeg', ending: 'jpg' },
  png: { mime: 'image/png', ending: 'png' },
  heic: { mime: 'image/heic', ending: 'heic' },
  text: { mime: 'text/plain; charset=utf-8', ending: 'txt' },
} as const
export type FileType = keyof typeof fileTypes

export const isFileType = (text: string): text is FileType => Object.hasOwn(fileTypes, text)

/** Kinds a browser can show beside a record; the others are saved and opened with the reader's own program. */
export const isShown = (type: FileType): boolean => type === 'jpeg' || type === 'png'

/** How much of a file's beginning `typeOfFile` must see. */
export const headBytes = 512

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  Array.from(bytes.subarray(from, to), (byte) => String.fromCharCode(byte)).join('')

const startsWith = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, place) => head[place] === byte)

const heicBrands = ['heic', 'heix', 'heim', 'heis']

/** `mif1` says only "pictures in a box"; what is in the box the brands after it say. */
const isHeic = (head: Uint8Array): boolean => {
  if (latin1(head, 4, 8) !== 'ftyp') return false
  const size = ((head[2] ?? 0) << 8) | (head[3] ?? 0)
  const brands = latin1(head, 8, Math.min(size, headBytes))
  return heicBrands.some((brand) => brands.includes(brand))
}

const isTextByte = (byte: number): boolean =>
  byte === 9 || byte === 10 || byte === 12 || byte === 13 || (byte >= 32 && byte !== 127)

/** Text that some program would run or draw is not plain text: markup, scripts, PostScript, rich text. */
const otherText = /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*(?:<|#!|%!|%PDF|\{\\rtf|MZ|@echo)/i

/** What kind of file begins like this; null when it is none that is taken. */
export const typeOfFile = (head: Uint8Array): FileType | null => {
  if (latin1(head, 0, 5) === '%PDF-') return 'pdf'
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'jpeg'
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (isHeic(head)) return 'heic'
  const isText = head.length > 0 && head.subarray(0, headBytes).every(isTextByte)
  return isText && !otherText.test(latin1(head, 0, headBytes)) ? 'text' : null
}

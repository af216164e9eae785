import { inflateSync } from 'node:zlib'
import { refused, type Inspected } from './inspection.ts'

/**
 * Looks through a PDF for what acts when it is opened. A PDF is not rewritten, so what is not understood is refused: the
 * name of anything active, wherever it stands and however it is spelled, also in packed objects.
 */
const activeNames = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'Rendition',
  'Movie',
  'Sound',
  'XFA',
])

const nameShape = /\/((?:[A-Za-z]|#[0-9A-Fa-f]{2}){2,30})(?=[\s/<>[\](){}%\0]|$)/g
/** Three bytes stand in any picture by chance; a script follows its name as a text or as a reference. */
const scriptFollows = /^[\s\0]*(?:\(|<|\d+\s+\d+\s+R)/

const plainName = (name: string): string =>
  name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

type Names = { readonly isActive: boolean; readonly isLocked: boolean; readonly packed: number }

const namesIn = (text: string): Names => {
  let [isActive, isLocked, packed] = [false, false, 0]
  for (const match of text.matchAll(nameShape)) {
    const name = plainName(match[1] ?? '')
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40)
    if (name === 'Encrypt') isLocked = true
    if (name === 'ObjStm') packed += 1
    if (activeNames.has(name) && (name !== 'JS' || scriptFollows.test(after))) isActive = true
  }
  return { isActive, isLocked, packed }
}

const streamShape = />>[\s\0]*stream\r?\n/g
const unpackedMax = 64 * 1024 * 1024
const headMax = 64 * 1024

/** The dictionary before a stream: back to where the object before it ended. */
const headOf = (text: string, end: number): string => {
  const before = text.slice(Math.max(0, end - headMax), end)
  return before.slice(Math.max(before.lastIndexOf('endobj'), before.lastIndexOf('endstream'), 0))
}

/**
 * The whole dictionary of packed objects as honest programs write it: known names, each spelled plainly and once. Any
 * other filter, and whatever else would change what was packed, is not undone here, so it is refused.
 */
const packedShape =
  /(?:endobj|%%EOF|^%PDF-[^\r\n]*[\r\n]+(?:%[^\r\n]*[\r\n]+)?)[\s\0]*\d+[\s\0]+\d+[\s\0]+obj[\s\0]*<<([\s\0\w/[\]]*)>>$/
const packedNames = new Set(['Type', 'ObjStm', 'N', 'First', 'Length', 'Extends', 'Filter', 'FlateDecode'])

const isPlainlyDeflated = (head: string): boolean => {
  const dictionary = packedShape.exec(head)?.[1] ?? ''
  const names = [...dictionary.matchAll(/\/(\w*)/g)].map(([, name]) => name ?? '')
  return (
    /\/Filter[\s\0]*\[?[\s\0]*\/FlateDecode/.test(dictionary) &&
    new Set(names).size === names.length &&
    names.every((name) => packedNames.has(name))
  )
}

/** Packed objects begin with their numbers and places; what was changed once more before it was packed does not. */
const beginsWithNumbers = /^[ \t\r\n\f]*\d+[ \t\r\n\f]+\d+[ \t\r\n\f]/

/** The text of every packed object, or null when one of them cannot be read for certain. */
const unpacked = (bytes: Buffer, text: string): readonly string[] | null => {
  const parts: string[] = []
  let room = unpackedMax
  for (const match of text.matchAll(streamShape)) {
    const head = headOf(text, match.index + 2)
    const { packed } = namesIn(head)
    if (packed === 0) continue
    const from = match.index + match[0].length
    if (!isPlainlyDeflated(head)) return null
    try {
      const inflated = inflateSync(bytes.subarray(from, text.indexOf('endstream', from)), {
        maxOutputLength: room,
      })
      room -= inflated.length
      parts.push(inflated.toString('latin1'))
    } catch {
      return null
    }
  }
  return parts
}

/** Whole from its first byte to its last: what hangs before or behind belongs to another file in the same bytes. */
const isWhole = (text: string): boolean =>
  /^%PDF-[12]\.\d[\r\n\s]/.test(text) &&
  text.includes('startxref') &&
  /%%EOF[\s\0]{0,1024}$/.test(text.slice(-2048)) &&
  !text.slice(-70_000).includes('PK\u0005\u0006') &&
  !/<(?:script|html|svg|!doctype)/i.test(text.slice(0, 4096))

export const inspectPdf = (bytes: Buffer): Inspected => {
  const text = bytes.toString('latin1')
  if (!isWhole(text)) return refused('broken')
  const names = namesIn(text)
  if (names.isLocked) return refused('locked')
  if (names.isActive) return refused('active')
  const parts = unpacked(bytes, text)
  if (!parts || parts.length !== names.packed) return refused('broken')
  if (!parts.every((part) => beginsWithNumbers.test(part))) return refused('broken')
  if (parts.some((part) => namesIn(part).isActive)) return refused('active')
  return { ok: true, type: 'pdf', bytes }
}

// A process of its own for one file, without secrets, folders or children (see file-inspector.ts): what it makes of a
// hostile file is at worst its own end. Reads the file, answers one line, then the bytes to keep if they are others.
import { buffer } from 'node:stream/consumers'
import { isFileType, type FileType } from '@portico/engine/attachment/file-type'
import { refused, type Inspected } from './inspection.ts'

const isKnown = (type: string): type is FileType | 'logo' => type === 'logo' || isFileType(type)

const inspect = async (bytes: Buffer, type: FileType | 'logo'): Promise<Inspected> => {
  switch (type) {
    case 'logo':
      return (await import('./draw-logo.ts')).drawLogo(bytes)
    case 'pdf':
      return (await import('./inspect-pdf.ts')).inspectPdf(bytes)
    case 'text':
      return (await import('./inspect-text.ts')).inspectText(bytes)
    case 'jpeg':
    case 'png':
      return (await import('./inspect-image.ts')).inspectImage(bytes, type)
    case 'heic':
      return (await import('./inspect-image.ts')).inspectHeic(bytes)
  }
}

// What a library has to say is not our answer.
console.log = console.error

const bytes = await buffer(process.stdin)
const [type = ''] = process.argv.slice(2)
const found = isKnown(type) ? await inspect(bytes, type).catch(() => refused('broken')) : refused('kind')
const isAnew = found.ok && found.bytes !== bytes
process.stdout.write(`${JSON.stringify(found.ok ? { ok: true, type: found.type, isAnew } : found)}\n`)
if (found.ok && isAnew) process.stdout.write(found.bytes)

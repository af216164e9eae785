import { crc32 } from 'node:zlib'

/**
 * Files that somebody would send to do harm. `refused`: not taken. `drawn-anew`: taken as a picture, of which nothing
 * but the pixels is left. `either`: what is broken by chance may still be a picture. `harmful`: the scanner's to find.
 */
export type Hostile = {
  readonly name: string
  readonly bytes: Buffer
  readonly end: 'refused' | 'drawn-anew' | 'either' | 'harmful'
}

/** What must not come out again, in whatever was hidden. */
export const hidden = 'HIDDEN-CANARY-7f3a'

export const text = (words: string): Buffer => Buffer.from(words, 'latin1')
export const script = `<script>alert("${hidden}")</script>`

export const refused = (name: string, bytes: Buffer | string): Hostile => ({
  name,
  bytes: typeof bytes === 'string' ? text(bytes) : bytes,
  end: 'refused',
})

/** What a PDF does when it is opened, if it is let. */
export const action = '<< /S /JavaScript /JS (app.alert(1)) >>'

/** A zip of one stored file: enough for every program that opens zips. */
export const zipOf = (name: string, content: Buffer): Buffer => {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt32LE(crc32(content), 14)
  local.writeUInt32LE(content.length, 18)
  local.writeUInt32LE(content.length, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50)
  local.copy(central, 16, 14, 28)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + content.length, 16)
  return Buffer.concat([local, text(name), content, central, text(name), end])
}

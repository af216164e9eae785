/**
 * The picture of a logo, as it stands in a portal: a PNG in base64 that holds its pixels and nothing else. What a camera,
 * a program or a stranger put beside them is a chunk of another name, and a file that has one is none of ours.
 */
export const logoMax = { bytes: 32_768, width: 800, height: 240 } as const

/** What somebody may choose a logo from: a picture of a practice is a few hundred kilobytes, a camera's a few millions. */
export const logoSentMax = 5_000_000

/** How long such a picture can be in base64. */
export const logoTextMax = Math.ceil(logoMax.bytes / 3) * 4

export type Size = { readonly width: number; readonly height: number }

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const sixBits = new Map(Array.from(letters, (letter, value) => [letter.charCodeAt(0), value]))
const form = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const bytesOf = (base64: string): Uint8Array => {
  const bytes = new Uint8Array(Math.floor((base64.length * 3) / 4))
  let [held, bits, at] = [0, 0, 0]
  for (let index = 0; index < base64.length; index++) {
    const value = sixBits.get(base64.charCodeAt(index))
    if (value === undefined) break
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 0xff
  }
  return bytes.subarray(0, at)
}

const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
})

/** CRC-32, as PNG wants it of each chunk. */
const sumOf = (bytes: Uint8Array): number => {
  let sum = 0xffffffff
  for (const byte of bytes) sum = (remainders[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8)
  return (sum ^ 0xffffffff) >>> 0
}

type Chunk = { readonly type: string; readonly data: DataView }

const begins = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const aroundData = 12

/** Null where they are not whole, one after the other, to the last byte. */
const chunksOf = (bytes: Uint8Array): readonly Chunk[] | null => {
  if (begins.some((byte, at) => bytes[at] !== byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = begins.length; at < bytes.length;) {
    if (at + aroundData > bytes.length) return null
    const size = view.getUint32(at)
    const end = at + aroundData + size
    if (end > bytes.length || sumOf(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return null
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    chunks.push({ type, data: new DataView(bytes.buffer, bytes.byteOffset + at + 8, size) })
    at = end
  }
  return chunks
}

const order = /^IHDR(,PLTE)?(,tRNS)?(,IDAT)+,IEND$/

const sizeIn = (head: DataView): Size | null => {
  if (head.byteLength !== 13) return null
  const size = { width: head.getUint32(0), height: head.getUint32(4) }
  const fits =
    size.width > 0 && size.width <= logoMax.width && size.height > 0 && size.height <= logoMax.height
  const [depth, , packed, filter, interlaced] = [8, 9, 10, 11, 12].map((at) => head.getUint8(at))
  return fits && [1, 2, 4, 8].includes(depth ?? 0) && packed === 0 && filter === 0 && interlaced === 0
    ? size
    : null
}

/** How large such a picture is in pixels; null where a text is none. */
export const logoSize = (base64: string): Size | null => {
  if (base64.length > logoTextMax || !form.test(base64)) return null
  const bytes = bytesOf(base64)
  const chunks = bytes.length > logoMax.bytes ? null : chunksOf(bytes)
  const [head] = chunks ?? []
  const last = chunks?.at(-1)
  if (!chunks || !head || !last || last.data.byteLength > 0) return null
  return order.test(chunks.map(({ type }) => type).join(',')) ? sizeIn(head.data) : null
}

/** The room a logo gets above a page: a wide one keeps to its corner. Drawn at least twice as fine, it is sharp on every screen. */
const shownMax = { width: 220, height: 60 }

/** How large a picture is shown, so that its room is kept before it came. Never larger than it is. */
export const shownSize = ({ width, height }: Size): Size => {
  const scale = Math.min(1, shownMax.width / width, shownMax.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

import { logoMax } from '@portico/engine/portal/logo-picture'
import { typeOfFile } from '@portico/engine/attachment/file-type'
import sharp, { type PngOptions, type Sharp } from 'sharp'
import { pixelsMax } from './inspect-image.ts'
import { refused, type Inspected } from './inspection.ts'

/** In this process alone, which looks into one file: who sends attachments gets at no other reader than before. */
sharp.unblock({ operation: ['VipsForeignLoadWebp'] })

/** From as fine as it may be to what is light enough; a picture of few colours loses nothing on the way. */
const scales = [1, 0.75, 0.5, 0.35]
const ways: readonly PngOptions[] = [
  { palette: false },
  { palette: true, colours: 256 },
  { palette: true, colours: 64 },
  { palette: true, colours: 16 },
]

const kept = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])
const signatureBytes = 8
const aroundData = 12

/** Nothing but what makes the pixels: not how large it would be on paper either. */
const bare = (png: Buffer): Buffer => {
  const parts = [png.subarray(0, signatureBytes)]
  for (let at = signatureBytes; at + aroundData <= png.length;) {
    const end = at + aroundData + png.readUInt32BE(at)
    if (kept.has(png.toString('latin1', at + 4, at + 8))) parts.push(png.subarray(at, end))
    at = end
  }
  return Buffer.concat(parts)
}

const isWebp = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'

/** What it is, its first bytes say. */
const kindOf = (bytes: Buffer): 'jpeg' | 'png' | 'webp' | null => {
  if (isWebp(bytes)) return 'webp'
  const type = typeOfFile(bytes)
  return type === 'jpeg' || type === 'png' ? type : null
}

const drawnAt = (picture: Sharp, scale: number, way: PngOptions): Promise<Buffer> =>
  picture
    .clone()
    .resize({
      width: Math.round(logoMax.width * scale),
      height: Math.round(logoMax.height * scale),
      fit: 'inside',
      withoutEnlargement: true,
    })
    .png({ ...way, compressionLevel: 9 })
    .toBuffer()

/** The pixels once, turned as they are meant to be seen and without the room around them that many logos come with. */
const pixelsOf = async (bytes: Buffer): Promise<Sharp> => {
  const options = { limitInputPixels: pixelsMax, failOn: 'truncated', pages: 1 } as const
  const { data, info } = await sharp(bytes, options)
    .rotate()
    .resize({ width: logoMax.width, height: logoMax.height, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return sharp(data, { raw: { width, height, channels } })
}

/** Makes of a practice's picture one that is small, light and nothing but its pixels. */
export const drawLogo = async (bytes: Buffer): Promise<Inspected> => {
  const kind = kindOf(bytes)
  if (kind === null) return refused('kind')
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (format !== kind) return refused('broken')
    if (width * height > pixelsMax) return refused('pixels')
    const picture = await pixelsOf(bytes)
    for (const scale of scales)
      for (const way of ways) {
        const drawn = bare(await drawnAt(picture, scale, way))
        if (drawn.length <= logoMax.bytes) return { ok: true, type: 'png', bytes: drawn }
      }
    return refused('too-big')
  } catch {
    return refused('broken')
  }
}

import sharp, { type Sharp } from 'sharp'
import { refused, type Inspected } from './inspection.ts'
import { heicPixels } from './heic-pixels.ts'

/**
 * A picture is drawn anew from its pixels: what else was in the file (where it was taken, other files, what would break a
 * viewer) does not come along. Only the two readers that are needed are let at it.
 */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] })
sharp.cache(false)
sharp.concurrency(1)

/** A phone's largest picture has 50 million; what claims more is made to fill memory. */
export const pixelsMax = 50_000_000
const quality = 88

const isTooLarge = (fault: unknown): boolean => fault instanceof Error && /pixel limit/i.test(fault.message)

const opened = (bytes: Buffer): Sharp =>
  sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'truncated', sequentialRead: true })

export const inspectImage = async (bytes: Buffer, type: 'jpeg' | 'png'): Promise<Inspected> => {
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (format !== type) return refused('broken')
    if (width * height > pixelsMax) return refused('pixels')
    const drawn = opened(bytes).rotate()
    const file = type === 'png' ? drawn.png() : drawn.jpeg({ quality })
    return { ok: true, type, bytes: await file.toBuffer() }
  } catch (fault) {
    return refused(isTooLarge(fault) ? 'pixels' : 'broken')
  }
}

/** What few browsers can show becomes what all of them can. */
export const inspectHeic = async (bytes: Buffer): Promise<Inspected> => {
  const pixels = await heicPixels(bytes, pixelsMax)
  if (typeof pixels === 'string') return refused(pixels)
  const { data, width, height } = pixels
  const file = sharp(data, { raw: { width, height, channels: 4 } }).flatten({ background: '#ffffff' })
  return { ok: true, type: 'jpeg', bytes: await file.jpeg({ quality }).toBuffer() }
}

import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { logoMax, logoSize } from '@portico/engine/portal/logo-picture'
import { expect, test } from 'vitest'
// In this order: the first reader of pictures takes the others away from the whole process.
import { drawLogo } from './draw-logo.ts'
import sharp, { type Sharp } from 'sharp'

const secret = 'Drawn by Nora at 41.85, -87.65'

const plain = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 4, background: { r: 31, g: 111, b: 92, alpha: 0.5 } } })

/** As a camera would see it: nothing of it is alike. */
const noisy = (width: number, height: number): Sharp =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })

const drawn = async (bytes: Buffer) => {
  const found = await drawLogo(bytes)
  if (!found.ok) throw new Error(found.reason)
  return { bytes: found.bytes, size: logoSize(found.bytes.toString('base64')) }
}

test.each([
  ['a PNG', (one: Sharp) => one.png()],
  ['a JPEG', (one: Sharp) => one.flatten({ background: '#ffffff' }).jpeg()],
  ['a WebP', (one: Sharp) => one.webp()],
])('%s becomes a small PNG of nothing but its pixels', async (_, as) => {
  const exif = { IFD0: { Copyright: secret, Artist: secret } }
  const given = await as(plain(1200, 300)).withExif(exif).toBuffer()
  expect(given.toString('latin1')).toContain(secret)
  const { bytes, size } = await drawn(given)
  expect(size).toEqual({ width: 800, height: 200 })
  expect(bytes.toString('latin1')).not.toContain(secret)
})

test('what is small stays as large as it is, and what can be seen through stays so', async () => {
  const { bytes, size } = await drawn(await plain(90, 40).png().toBuffer())
  expect(size).toEqual({ width: 90, height: 40 })
  const { data } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  expect(data[3]).toBeGreaterThan(120)
  expect(data[3]).toBeLessThan(135)
})

test('a picture of a thousand colours becomes light enough, and is turned as it was meant to be seen', async () => {
  const given = await noisy(1600, 900).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer()
  const { bytes, size } = await drawn(given)
  expect(bytes.length).toBeLessThanOrEqual(logoMax.bytes)
  expect(size?.height).toBeGreaterThan(size?.width ?? 0)
})

const chunk = (type: string, data: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(type), data, Buffer.alloc(4)])
const bomb = Buffer.concat([
  Buffer.from('89504e470d0a1a0a', 'hex'),
  chunk('IHDR', Buffer.from('0000ea600000ea600800000000', 'hex')),
  chunk('IDAT', deflateSync(Buffer.alloc(100))),
])

test.each([
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'kind'],
  ['an SVG with a head of XML', Buffer.from('<?xml version="1.0"?><svg/>'), 'kind'],
  ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;'), 'kind'],
  ['a PDF', Buffer.from('%PDF-1.7\n%%EOF'), 'kind'],
  ['words', Buffer.from('a logo'), 'kind'],
  ['an SVG that begins like a PNG', Buffer.from('\x89PNG\r\n\x1a\n<svg/>', 'latin1'), 'broken'],
  ['an SVG that begins like a WebP', Buffer.from('RIFF\0\0\0\0WEBP<svg/>', 'latin1'), 'broken'],
  ['a JPEG of a head only', Buffer.from('ffd8ffe000104a464946', 'hex'), 'broken'],
])('%s is refused', async (_, bytes, reason) => {
  expect(await drawLogo(bytes)).toEqual({ ok: false, reason })
})

test('a picture that claims to be larger than any is refused before it is opened', async () => {
  const found = await drawLogo(bomb)
  expect(found).toMatchObject({ ok: false })
  expect(['pixels', 'broken']).toContain(!found.ok && found.reason)
})

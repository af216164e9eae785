import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { eicar } from '../clamd.ts'
import { pdfWith } from './files.ts'
import { action, hidden, refused, script, text, zipOf, type Hostile } from './hostile.ts'

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([text(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const pngOf = (width: number, height: number, data: Buffer, more: readonly Buffer[] = []): Buffer => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...more,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const withSize = (of: Buffer, width: number, height: number): Buffer => {
  const copy = Buffer.from(of)
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]))
  copy.writeUInt16BE(height, frame + 5)
  copy.writeUInt16BE(width, frame + 7)
  return copy
}

const withComment = (jpeg: Buffer, words: string): Buffer => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(words.length + 2)
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    text(words),
    jpeg.subarray(2),
  ])
}

const withText = (png: Buffer, words: string): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk('tEXt', text(`Comment\0${words}`)), png.subarray(33)])

const anew = (name: string, bytes: Buffer): Hostile => ({ name, bytes, end: 'drawn-anew' })

const stowaways: readonly (readonly [string, Buffer])[] = [
  ['a page', text(`<html>${script}</html>`)],
  ['a zip', zipOf('evil.html', text(script))],
  ['a PDF', pdfWith(hidden, action)],
  ['a program', Buffer.concat([text('MZ'), text(hidden)])],
  ['EICAR', text(eicar + hidden)],
  ['PHP', text(`<?php /* ${hidden} */`)],
]

const carrying = (jpeg: Buffer, png: Buffer): readonly Hostile[] =>
  stowaways.flatMap(([what, bytes]) => [
    anew(`JPEG with ${what} behind it`, Buffer.concat([jpeg, bytes])),
    anew(`PNG with ${what} behind it`, Buffer.concat([png, bytes])),
    anew(`JPEG with ${what} as a comment`, withComment(jpeg, bytes.toString('latin1'))),
    anew(`PNG with ${what} as a text`, withText(png, bytes.toString('latin1'))),
  ])

const bombs = (jpeg: Buffer, png: Buffer): readonly Hostile[] => [
  refused('PNG that claims 60,000 by 60,000', pngOf(60_000, 60_000, deflateSync(Buffer.alloc(1000)))),
  refused('PNG that claims 2,000,000,000 by one', pngOf(2_000_000_000, 1, deflateSync(Buffer.alloc(10)))),
  refused('PNG that is 30,000 by 30,000', pngOf(30_000, 30_000, deflateSync(Buffer.alloc(300_000_000)))),
  refused('PNG of no size', pngOf(0, 0, deflateSync(Buffer.alloc(1)))),
  refused('PNG of nothing', pngOf(100, 100, Buffer.alloc(0))),
  refused('JPEG that claims 65,000 by 65,000', withSize(jpeg, 65_000, 65_000)),
  refused('JPEG that claims 30,000 by 30,000', withSize(jpeg, 30_000, 30_000)),
  refused('JPEG of a head only', jpeg.subarray(0, 20)),
  refused('PNG of a head only', png.subarray(0, 8)),
  refused('PNG called JPEG within', Buffer.concat([jpeg.subarray(0, 3), png])),
  refused('HEIC of a head only', heicHead),
  refused('HEIC of noise', Buffer.concat([heicHead, randomBytes(5000)])),
]

const heicHead = text('\0\0\0\x18ftypheic\0\0\0\0mif1heic')

/** Some bytes of it are others, by chance. */
const broken = (of: Buffer): Buffer => {
  const bytes = Buffer.from(of)
  for (let times = 0; times < 12; times++) {
    const place = 12 + (randomBytes(2).readUInt16BE() % (bytes.length - 12))
    bytes.writeUInt8(randomBytes(1).readUInt8(), place)
  }
  return bytes
}

const wrecks = (jpeg: Buffer, png: Buffer): readonly Hostile[] => [
  ...Array.from({ length: 24 }, (_, turn): Hostile => ({
    name: `a picture broken by chance, ${turn}`,
    bytes: broken(turn % 2 === 0 ? jpeg : png),
    end: 'either',
  })),
  ...Array.from({ length: 8 }, (_, turn): Hostile => {
    const of = turn % 2 === 0 ? jpeg : png
    const bytes = of.subarray(0, (of.length * (turn + 1)) / 10)
    return { name: `a picture cut short, ${turn}`, bytes, end: 'either' }
  }),
]

export const pictures = async (): Promise<readonly Hostile[]> => {
  const drawn = sharp({ create: { width: 64, height: 48, channels: 3, background: '#336699' } })
  const jpeg = await drawn.clone().jpeg().toBuffer()
  const png = await drawn.clone().png().toBuffer()
  const placed = drawn
    .clone()
    .jpeg()
    .withExif({ IFD0: { Copyright: hidden } })
  return [
    anew('JPEG that says where it was taken', await placed.toBuffer()),
    ...carrying(jpeg, png),
    ...bombs(jpeg, png),
    ...wrecks(jpeg, png),
  ]
}

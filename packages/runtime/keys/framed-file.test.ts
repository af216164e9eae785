import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newFileKey, openFrames, sealFrames, type FileKey } from './framed-file.ts'

const frame = 64 * 1024
const sealedFrame = frame + 16
const id = '00000000-0000-4000-8000-00000000000a'

async function* chunked(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const gathered = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

const sealed = (plain: Buffer, key: FileKey, size = 10_000): Promise<Buffer> =>
  gathered(sealFrames(chunked(plain, size), key, id))
const opened = (bytes: Buffer, key: FileKey, of = id, size = 7_777): Promise<Buffer> =>
  gathered(openFrames(chunked(bytes, size), key, of))

test.each([0, 1, frame - 1, frame, frame + 1, 3 * frame, 200_001])(
  'a file of %i bytes opens as it was, however it arrives',
  async (length) => {
    const [plain, key] = [randomBytes(length), newFileKey()]
    const bytes = await sealed(plain, key)
    expect((await opened(bytes, key)).equals(plain)).toBe(true)
    expect((await opened(bytes, key, id, 1_000_000)).equals(plain)).toBe(true)
    expect(length > 16 && bytes.includes(plain.subarray(0, 16))).toBe(false)
  },
)

test('a file that was cut, at a frame or within one, does not open', async () => {
  const key = newFileKey()
  const bytes = await sealed(randomBytes(3 * frame + 500), key)
  for (const length of [0, 15, sealedFrame, 2 * sealedFrame, 3 * sealedFrame, bytes.length - 1])
    await expect(opened(bytes.subarray(0, length), key), `cut at ${length}`).rejects.toThrow()
})

test('a file with a frame more, twice, in another place or from another file does not open', async () => {
  const key = newFileKey()
  const bytes = await sealed(randomBytes(3 * frame), key)
  const [one, two, three] = [0, 1, 2].map((n) => bytes.subarray(n * sealedFrame, (n + 1) * sealedFrame))
  const other = await sealed(randomBytes(3 * frame), newFileKey())
  const forged = [
    Buffer.concat([bytes, bytes]),
    Buffer.concat([bytes, randomBytes(100)]),
    Buffer.concat([two!, one!, three!]),
    Buffer.concat([one!, three!]),
    Buffer.concat([one!, other.subarray(sealedFrame, 2 * sealedFrame), three!]),
  ]
  for (const one of forged) await expect(opened(one, key)).rejects.toThrow()
})

test('no bit of it can be changed', async () => {
  const key = newFileKey()
  const bytes = await sealed(randomBytes(1000), key)
  for (const place of [0, 500, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place)
    await expect(opened(changed, key)).rejects.toThrow()
  }
})

test('it opens with its own key and as its own attachment only', async () => {
  const key = newFileKey()
  const bytes = await sealed(randomBytes(1000), key)
  await expect(opened(bytes, newFileKey())).rejects.toThrow()
  await expect(opened(bytes, key, id.replace('a', 'b'))).rejects.toThrow()
})

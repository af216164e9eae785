import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

/**
 * A file at rest: frames of 64 KiB, each AES-256-GCM under a key of this one file. What a frame is bound to (the
 * attachment, its place, whether it is the last) is authenticated, so a file that was cut, extended, put in another
 * order or exchanged for another one does not open.
 */
export type FileKey = { readonly text: string; readonly key: KeyObject }

const frameBytes = 64 * 1024
const tagBytes = 16
const nonceBytes = 12

export const fileKeyOf = (text: string): FileKey => ({
  text,
  key: createSecretKey(Buffer.from(text, 'base64url')),
})

/** A key seals one file once: the frames' nonces are their numbers. */
export const newFileKey = (): FileKey => fileKeyOf(randomBytes(32).toString('base64url'))

const nonceOf = (place: number): Buffer => {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32BE(place, nonceBytes - 4)
  return nonce
}

const bound = (attachment: string, place: number, isLast: boolean): Buffer =>
  Buffer.from(`portico frame 1 ${attachment} ${place} ${isLast ? 'last' : 'more'}`)

/** Pieces of exactly this size, the last one smaller or equal, each with whether it is the last. */
async function* pieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  let held = Buffer.alloc(0)
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    // A full piece waits until something follows it: only then it is not the last.
    while (held.length > size) {
      yield { piece: held.subarray(0, size), isLast: false }
      held = held.subarray(size)
    }
  }
  yield { piece: held, isLast: true }
}

export async function* sealFrames(
  plain: AsyncIterable<Uint8Array>,
  { key }: FileKey,
  attachment: string,
): AsyncGenerator<Buffer> {
  let place = 0
  for await (const { piece, isLast } of pieces(plain, frameBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place))
    cipher.setAAD(bound(attachment, place, isLast))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    place += 1
  }
}

/** Throws at the first frame that is not what was sealed; what came before it was, and more is missing. */
export async function* openFrames(
  sealed: AsyncIterable<Uint8Array>,
  { key }: FileKey,
  attachment: string,
): AsyncGenerator<Buffer> {
  let place = 0
  for await (const { piece, isLast } of pieces(sealed, frameBytes + tagBytes)) {
    if (piece.length < tagBytes) throw new Error('a frame is missing')
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place))
    decipher.setAAD(bound(attachment, place, isLast))
    decipher.setAuthTag(piece.subarray(-tagBytes))
    yield Buffer.concat([decipher.update(piece.subarray(0, -tagBytes)), decipher.final()])
    place += 1
  }
}

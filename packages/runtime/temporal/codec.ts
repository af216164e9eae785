import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'
import type { Payload, PayloadCodec } from '@temporalio/common'

/**
 * The second wall around histories: every payload leaves sealed, and what is not sealed is refused on the way in.
 * The first wall is that payloads hold ids only.
 */
const encoding = 'binary/portico-sealed'
const nonceBytes = 12
const tagBytes = 16
const text = new TextDecoder()

const lengthOf = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return length
}

/** Metadata and data as one run of bytes, each with its length before it. */
const flat = ({ metadata, data }: Payload): Buffer => {
  const entries = Object.entries(metadata ?? {})
  const parts = entries.flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)])
  return Buffer.concat([
    Buffer.of(entries.length),
    ...[...parts, Buffer.from(data ?? [])].flatMap((part) => [lengthOf(part), part]),
  ])
}

const unflat = (bytes: Buffer): Payload => {
  let at = 1
  const next = (): Buffer => {
    const length = bytes.readUInt32BE(at)
    const part = bytes.subarray(at + 4, at + 4 + length)
    at += 4 + length
    return part
  }
  const metadata: Record<string, Uint8Array> = {}
  for (let left = bytes.readUInt8(0); left > 0; left--) {
    const name = next().toString('utf8')
    metadata[name] = next()
  }
  return { metadata, data: next() }
}

export const sealingCodec = (key: KeyObject): PayloadCodec => ({
  encode: (payloads) =>
    Promise.resolve(
      payloads.map((payload) => {
        const nonce = randomBytes(nonceBytes)
        const cipher = createCipheriv('aes-256-gcm', key, nonce)
        const body = Buffer.concat([cipher.update(flat(payload)), cipher.final()])
        return {
          metadata: { encoding: Buffer.from(encoding) },
          data: Buffer.concat([nonce, body, cipher.getAuthTag()]),
        }
      }),
    ),
  decode: (payloads) =>
    Promise.resolve(
      payloads.map(({ metadata, data }) => {
        if (text.decode(metadata?.['encoding'] ?? undefined) !== encoding || !data)
          throw new Error('a payload that was not sealed')
        const sealed = Buffer.from(data)
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
        decipher.setAuthTag(sealed.subarray(-tagBytes))
        return unflat(
          Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]),
        )
      }),
    ),
})

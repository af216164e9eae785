import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'
import type { FieldValue } from '@portico/engine/access/condition'

/**
 * One private value at rest: `0x01 | key id (16) | nonce (12) | ciphertext | tag (16)`, AES-256-GCM. What it is bound to
 * (table, field, record, key) is authenticated, so that a value moved to another cell does not open.
 */
export type Place = { readonly table: string; readonly field: string; readonly record: string }
export type DataKey = { readonly id: string; readonly key: KeyObject }

const formatVersion = 1
const headerBytes = 17
const nonceBytes = 12
const tagBytes = 16
const lengthBytes = 4

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex')

/** Each part with its length before it, so that no two places read the same. */
const bound = (place: Place, keyId: string): Buffer => {
  const parts = ['portico value 1', place.table, place.field, place.record, keyId]
  const size = parts.reduce((sum, part) => sum + lengthBytes + Buffer.byteLength(part), 0)
  const whole = Buffer.allocUnsafe(size)
  let at = 0
  for (const part of parts) {
    const length = whole.write(part, at + lengthBytes)
    whole.writeUInt32BE(length, at)
    at += lengthBytes + length
  }
  return whole
}

/** Lengths are rounded up, so that "positive" and "negative" cannot be told apart by size. */
const paddedLength = (length: number): number => {
  const bucket = 2 ** Math.max(4, Math.ceil(Math.log2(length)))
  return length <= 1024 ? bucket : Math.ceil(length / (bucket / 16)) * (bucket / 16)
}

const padded = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  const whole = Buffer.alloc(paddedLength(bytes.length + lengthBytes))
  whole.writeUInt32BE(bytes.length)
  bytes.copy(whole, lengthBytes)
  return whole
}

export const seal = (value: Exclude<FieldValue, null>, place: Place, { id, key }: DataKey): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bound(place, id))
  const body = Buffer.concat([cipher.update(padded(JSON.stringify(value))), cipher.final()])
  return Buffer.concat([Buffer.of(formatVersion), idBytes(id), nonce, body, cipher.getAuthTag()])
}

export const keyIdOf = (sealed: Buffer): string => {
  if (sealed[0] !== formatVersion || sealed.length < headerBytes + nonceBytes + tagBytes)
    throw new Error('not a sealed value')
  const hex = sealed.toString('hex', 1, headerBytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const parsedValue = (text: string): FieldValue => {
  const value: unknown = JSON.parse(text)
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  throw new Error('not a field value')
}

export const open = (sealed: Buffer, place: Place, { id, key }: DataKey): FieldValue => {
  const nonce = sealed.subarray(headerBytes, headerBytes + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(bound(place, id))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const whole = decipher.update(sealed.subarray(headerBytes + nonceBytes, -tagBytes))
  // Throws when anything was changed; nothing of what was opened is looked at before.
  decipher.final()
  return parsedValue(whole.toString('utf8', lengthBytes, lengthBytes + whole.readUInt32BE()))
}

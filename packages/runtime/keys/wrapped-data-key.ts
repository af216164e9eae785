import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

/** A patient's key as it is kept: sealed by a practice key, and bound to the patient whose it is. */
const nonceBytes = 12
const tagBytes = 16

const bound = (subject: string): Buffer => Buffer.from(`portico wrap 1 ${subject}`)

export const wrapDataKey = (key: Buffer, subject: string, practice: KeyObject): Buffer => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', practice, nonce)
  cipher.setAAD(bound(subject))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

export const unwrapDataKey = (wrapped: Buffer, subject: string, practice: KeyObject): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', practice, wrapped.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(bound(subject))
  decipher.setAuthTag(wrapped.subarray(-tagBytes))
  return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

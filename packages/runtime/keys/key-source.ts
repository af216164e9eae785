import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Where the key of keys comes from. Everything else is derived from it or wrapped by it. */
export type KeySource = {
  readonly kind: 'local-file'
  /** 32 bytes for one purpose, always the same; another purpose's tells nothing about it. */
  readonly derive: (purpose: string) => KeyObject
}

const keyLengthBytes = 32

/** A key file for development and rehearsal: 0600, made on first use. Production refuses it. */
export const localFile = (path: string): KeySource => {
  if (!existsSync(path)) writeFileSync(path, randomBytes(keyLengthBytes).toString('base64url'), { mode: 0o600 })
  chmodSync(path, 0o600)
  const root = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')
  if (root.length !== keyLengthBytes) throw new Error('the key file is not whole')
  return {
    kind: 'local-file',
    derive: (purpose) => createSecretKey(Buffer.from(hkdfSync('sha256', root, 'portico', purpose, keyLengthBytes))),
  }
}

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { KeySource } from './key-source.ts'

/** Keyed digests and small sealed texts, one key a purpose: a copied database alone finds nobody and opens nothing. */
export type Macs = {
  readonly session: (token: string) => Buffer
  readonly signInName: (name: string) => Buffer
  /** Tokens by which a private value can be found: of the whole value, or of the beginnings of its words. */
  readonly search: (table: string, field: string, text: string) => Buffer
  readonly input: (text: string) => Buffer
  /** What is kept of the one-time code somebody is invited with. */
  readonly invitation: (code: string) => Buffer
  /** Proves that the address a mail comes back to was made for that mail. */
  readonly bounce: (mail: string) => string
  /** `whose` is bound to it: what is moved to somebody else's row does not open there. */
  readonly sealText: (purpose: TextPurpose, whose: string, text: string) => Buffer
  readonly openText: (purpose: TextPurpose, whose: string, sealed: Buffer) => string
}
type TextPurpose = 'contact' | 'totp' | 'answers' | 'account-name' | 'invitation'

const nonceBytes = 12
const tagBytes = 16
const searchBytes = 12
const bounceBytes = 12

const bound = (purpose: TextPurpose, whose: string): Buffer => Buffer.from(`portico ${purpose} 1 ${whose}`)

export const openMacs = (source: Pick<KeySource, 'derive'>): Macs => {
  const keys = new Map<string, ReturnType<KeySource['derive']>>()
  const key = (purpose: string) => {
    const held = keys.get(purpose) ?? source.derive(purpose)
    keys.set(purpose, held)
    return held
  }
  const mac = (purpose: string, text: string): Buffer =>
    createHmac('sha256', key(purpose)).update(text).digest()
  return {
    session: (token) => mac('session', token),
    signInName: (name) => mac('sign-in name', name.trim().toLowerCase()),
    search: (table, field, text) => mac('search', `${table}\n${field}\n${text}`).subarray(0, searchBytes),
    input: (text) => mac('input', text),
    invitation: (code) => mac('invitation', code),
    bounce: (mail) => mac('bounce', mail).subarray(0, bounceBytes).toString('hex'),
    sealText: (purpose, whose, text) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key(purpose), nonce)
      cipher.setAAD(bound(purpose, whose))
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    openText: (purpose, whose, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key(purpose), sealed.subarray(0, nonceBytes))
      decipher.setAAD(bound(purpose, whose))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      return Buffer.concat([
        decipher.update(sealed.subarray(nonceBytes, -tagBytes)),
        decipher.final(),
      ]).toString('utf8')
    },
  }
}

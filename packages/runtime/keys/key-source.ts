import { execSync } from 'node:child_process'
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'

/** Where the key of keys comes from. Everything else is derived from it or wrapped by it. */
export type KeySource = {
  readonly kind: 'local-file' | 'command'
  /** 32 bytes for one purpose, always the same; another purpose's tells nothing about it. */
  readonly derive: (purpose: string) => KeyObject
  /** What the passwords of Postgres' logins come from: logins belong to the whole server, so all portals share it. */
  readonly logins: KeyObject
}

const keyLengthBytes = 32

const sourceOf = (kind: KeySource['kind'], text: string): KeySource => {
  const root = Buffer.from(text.trim(), 'base64url')
  if (root.length !== keyLengthBytes) throw new Error('the key source did not give 32 bytes in base64url')
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', root, 'portico', purpose, keyLengthBytes)))
  return { kind, derive, logins: derive('database') }
}

/** A further portal's own keys: nothing that one portal sealed or signed means anything to another. */
export const forPortal = ({ kind, derive, logins }: KeySource, portal: string): KeySource => ({
  kind,
  derive: (purpose) => derive(`portal ${portal} ${purpose}`),
  logins,
})

/** Two processes that begin at once must find one key, and find it whole: it is written aside and then named. */
const makeKeyFile = (path: string): void => {
  const aside = `${path}.${randomBytes(8).toString('hex')}`
  writeFileSync(aside, randomBytes(keyLengthBytes).toString('base64url'), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(aside, path)
  } catch (fault) {
    if (!existsSync(path)) throw fault
  } finally {
    unlinkSync(aside)
  }
}

/** A key file for development and rehearsal: 0600, made on first use. Production refuses it. */
export const localFile = (path: string): KeySource => {
  if (!existsSync(path)) makeKeyFile(path)
  chmodSync(path, 0o600)
  return sourceOf('local-file', readFileSync(path, 'utf8'))
}

/** A program of the practice's own that prints the key, such as a vault's client: the key rests on no disk of ours. */
export const keyCommand = (command: string): KeySource =>
  sourceOf('command', execSync(command, { encoding: 'utf8', timeout: 30_000 }))

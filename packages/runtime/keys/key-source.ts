import { exec, execSync } from 'node:child_process'
import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { chmodSync, existsSync, linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A key, wrapped by the key of keys of this number. */
export type WrappedKey = { readonly kek: number; readonly wrapped: Buffer }

/**
 * Where keys come from. What must stay as it is (logins, MACs, the trail's signature) is derived from the source's
 * founding secret; the practice's keys are wrapped by its keys of keys, of which the newest wraps and all unwrap. Wrapping
 * answers later, because a key service does it far away: `key-source.contract.ts` is what every source must hold.
 */
export type KeySource = {
  readonly kind: 'local-file' | 'command'
  /** 32 bytes for one purpose, always the same; another purpose's tells nothing about it. */
  readonly derive: (purpose: string) => KeyObject
  /** What the passwords of Postgres' logins come from: logins belong to the whole server, so all portals share it. */
  readonly logins: KeyObject
  /** By the newest key of keys. What it is for is bound to it: unwrapped for anything else it does not open. */
  readonly wrap: (key: Buffer, purpose: string) => Promise<WrappedKey>
  /** By the one it was wrapped by, also when that one came after this process began. */
  readonly unwrap: (key: WrappedKey, purpose: string) => Promise<Buffer>
  /** Takes a new key of keys, made here or by whoever keeps the source, and says the number of the newest. */
  readonly renew: () => Promise<number>
}

const keyLengthBytes = 32
const nonceBytes = 12
const tagBytes = 16

const derived = (secret: Buffer, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'portico', purpose, keyLengthBytes)))

/** One secret a line: the founding one first, then each further key of keys, the newest last. */
const secretsIn = (text: string): readonly Buffer[] => {
  const secrets = text
    .trim()
    .split(/\s+/)
    .map((line) => Buffer.from(line, 'base64url'))
  if (secrets.some(({ length }) => length !== keyLengthBytes))
    throw new Error('the key source did not give 32 bytes in base64url')
  return secrets
}

const bound = (purpose: string, kek: number): Buffer => Buffer.from(`portico key of keys 1 ${kek} ${purpose}`)

const wrapWith = (key: Buffer, purpose: string, kek: number, secret: KeyObject): WrappedKey => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  cipher.setAAD(bound(purpose, kek))
  return { kek, wrapped: Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]) }
}

const unwrapWith = ({ kek, wrapped }: WrappedKey, purpose: string, secret: KeyObject): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', secret, wrapped.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(bound(purpose, kek))
  decipher.setAuthTag(wrapped.subarray(-tagBytes))
  return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

type Opened = {
  readonly kind: KeySource['kind']
  readonly text: string
  readonly readAgain: () => Promise<string>
  /** Makes one where the source itself can; else it was made by whoever keeps it. */
  readonly add: () => void
}

const sourceOf = ({ kind, text, readAgain, add }: Opened): KeySource => {
  let secrets = secretsIn(text)
  const [founding] = secrets
  if (!founding) throw new Error('the key source is empty')
  const again = async (): Promise<number> => {
    secrets = secretsIn(await readAgain())
    return secrets.length
  }
  const keyOfKeys = (number: number): KeyObject => {
    const secret = secrets[number - 1]
    if (!secret) throw new Error(`the key source does not hold key of keys ${number}`)
    return derived(secret, 'key of keys')
  }
  const derive = (purpose: string): KeyObject => derived(founding, purpose)
  return {
    kind,
    derive,
    logins: derive('database'),
    wrap: (key, purpose) =>
      Promise.resolve(wrapWith(key, purpose, secrets.length, keyOfKeys(secrets.length))),
    unwrap: async (key, purpose) => {
      if (key.kek > secrets.length) await again()
      return unwrapWith(key, purpose, keyOfKeys(key.kek))
    },
    renew: async () => {
      add()
      return again()
    },
  }
}

const within = ({ kind, derive, logins, wrap, unwrap, renew }: KeySource, place: string): KeySource => ({
  kind,
  derive: (purpose) => derive(`${place} ${purpose}`),
  logins,
  wrap: (key, purpose) => wrap(key, `${place} ${purpose}`),
  unwrap: (key, purpose) => unwrap(key, `${place} ${purpose}`),
  renew,
})

/** A further portal's own keys: nothing that one portal sealed or signed means anything to another. */
export const forPortal = (source: KeySource, portal: string): KeySource => within(source, `portal ${portal}`)

/** A rehearsal's keys open nothing of the portal it rehearses, and the other way round. */
export const forRehearsal = (source: KeySource): KeySource => within(source, 'rehearsal')

const newSecret = (): string => randomBytes(keyLengthBytes).toString('base64url')

const writtenAside = (path: string, text: string): string => {
  const aside = `${path}.${randomBytes(8).toString('hex')}`
  writeFileSync(aside, text, { mode: 0o600, flag: 'wx' })
  return aside
}

/** Two processes that begin at once must find one key, and find it whole: it is written aside and then named. */
const makeKeyFile = (path: string): void => {
  const aside = writtenAside(path, newSecret())
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
  return sourceOf({
    kind: 'local-file',
    text: readFileSync(path, 'utf8'),
    readAgain: () => readFile(path, 'utf8'),
    add: () => renameSync(writtenAside(path, `${readFileSync(path, 'utf8').trim()}\n${newSecret()}\n`), path),
  })
}

const commandMs = 30_000

/** A program of the practice's own that prints the keys, such as a vault's client: they rest on no disk of ours. */
export const keyCommand = (command: string): KeySource =>
  sourceOf({
    kind: 'command',
    text: execSync(command, { encoding: 'utf8', timeout: commandMs }),
    readAgain: async () => (await promisify(exec)(command, { timeout: commandMs })).stdout,
    add: () => undefined,
  })

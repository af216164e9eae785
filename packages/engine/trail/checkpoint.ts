import { fromBase64, toBase64 } from './base64.ts'
import type { Hash } from './merkle.ts'
import { utf8 } from './utf8.ts'

/**
 * What was sealed so far, as a signed note others can keep and check with their own tools (C2SP
 * tlog-checkpoint and signed-note): origin, size and root, then a line for each signature.
 */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

type Key = { readonly name: string; readonly id: Uint8Array }
export type Signer = Key & { readonly sign: (bytes: Uint8Array) => Uint8Array }
export type Verifier = Key & { readonly verify: (bytes: Uint8Array, signature: Uint8Array) => boolean }

const ed25519 = 1
const idLength = 4
const rootLength = 32
const nameShape = /^[^\s+]+$/
const sizeShape = /^(0|[1-9]\d*)$/
const signatureShape = /^\u2014 ([^\s+]+) (\S+)$/

/** The four bytes by which a note says which key signed it: a hash over the key's name, kind and bytes. */
export const keyId = (hash: Hash, name: string, publicKey: Uint8Array): Uint8Array =>
  hash(Uint8Array.from([...utf8(`${name}\n`), ed25519, ...publicKey])).slice(0, idLength)

/** The part that is signed. */
const checkpointText = ({ origin, size, root }: Checkpoint): string => {
  if (origin === '' || origin.includes('\n')) throw new Error('An origin is one line that is not empty.')
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

const signatureLine = (text: string, { name, id, sign }: Signer): string => {
  if (!nameShape.test(name)) throw new Error('The name of a key has no spaces and no plus.')
  return `\u2014 ${name} ${toBase64(Uint8Array.from([...id, ...sign(utf8(text))]))}\n`
}

export const formatCheckpoint = (checkpoint: Checkpoint, signers: readonly Signer[]): string => {
  const text = checkpointText(checkpoint)
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`
}

/** Extension lines may follow the root; they are signed too and otherwise ignored. */
const parseText = (text: string): Checkpoint | null => {
  const [origin = '', size = '', encoded = ''] = text.split('\n')
  const root = fromBase64(encoded)
  if (origin === '' || !sizeShape.test(size) || !Number.isSafeInteger(Number(size))) return null
  return root?.length === rootLength ? { origin, size: Number(size), root } : null
}

const isSignedBy = (text: string, line: string, { name, id, verify }: Verifier): boolean => {
  const [, signer, encoded = ''] = signatureShape.exec(line) ?? []
  const bytes = fromBase64(encoded)
  if (signer !== name || !bytes || !id.every((byte, place) => byte === bytes[place])) return false
  return verify(utf8(text), bytes.slice(idLength))
}

/** The checkpoint of a note, if it is whole and this key signed it; null for everything else. */
export const parseCheckpoint = (note: string, verifier: Verifier): Checkpoint | null => {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || !note.isWellFormed()) return null
  const text = note.slice(0, end + 1)
  const lines = note.slice(end + 2, -1).split('\n')
  const isWhole = lines.every((line) => signatureShape.test(line))
  return isWhole && lines.some((line) => isSignedBy(text, line, verifier)) ? parseText(text) : null
}

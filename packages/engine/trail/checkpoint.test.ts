import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'
import { canonicalEntry } from './canonical-entry.ts'
import { formatCheckpoint, keyId, parseCheckpoint, type Signer, type Verifier } from './checkpoint.ts'
import { entrySchema } from './entry.ts'
import { utf8 } from './utf8.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const rawKey = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' }).subarray(-32)

const keyFor = (name: string): Signer & Verifier => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    name,
    id: keyId(sha256, name, rawKey(publicKey)),
    sign: (bytes) => sign(null, bytes, privateKey),
    verify: (bytes, signature) => verify(null, bytes, publicKey, signature),
  }
}

const key = keyFor('maple.example/trail')
const checkpoint = {
  origin: 'maple.example/trail',
  size: 12,
  root: Uint8Array.from(sha256(new Uint8Array())),
}
const note = formatCheckpoint(checkpoint, [key])

describe('a checkpoint', () => {
  test('reads as origin, size and root, a blank line and a signature', () => {
    const [origin, size, root, blank, signature, end] = note.split('\n')
    expect([origin, size, blank, end]).toEqual(['maple.example/trail', '12', '', ''])
    expect(root).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
    expect(signature).toMatch(/^— maple\.example\/trail [A-Za-z0-9+/]+=*$/)
  })

  test('comes back from its own note', () => {
    expect(parseCheckpoint(note, key)).toEqual(checkpoint)
  })

  test('is taken when a witness signed it as well', () => {
    const witnessed = formatCheckpoint(checkpoint, [keyFor('witness.example'), key])
    expect(parseCheckpoint(witnessed, key)).toEqual(checkpoint)
  })

  test('is not taken from another key, even one of the same name', () => {
    expect(parseCheckpoint(note, keyFor('maple.example/trail'))).toBeNull()
    expect(parseCheckpoint(note, { ...key, name: 'other' })).toBeNull()
    expect(parseCheckpoint(note, { ...keyFor('maple.example/trail'), id: key.id })).toBeNull()
  })

  test('is not taken with any one of its characters changed, added or left out', () => {
    for (let place = 0; place < note.length; place += 1) {
      const other = note[place] === 'x' ? 'y' : 'x'
      for (const put of [other, '', `${other}${note.charAt(place)}`, '\n', '\ud800']) {
        const altered = note.slice(0, place) + put + note.slice(place + 1)
        if (altered !== note) expect(parseCheckpoint(altered, key), JSON.stringify(altered)).toBeNull()
      }
    }
    for (let end = 0; end < note.length; end += 1) expect(parseCheckpoint(note.slice(0, end), key)).toBeNull()
  })

  test('is not taken with anything but signatures after it', () => {
    for (const line of ['nonsense\n', '- name AAAA\n', '— name\n', '— a b c\n']) {
      expect(parseCheckpoint(note + line, key)).toBeNull()
    }
    expect(parseCheckpoint(`${note}— other AAAA\n`, key)).toEqual(checkpoint)
  })

  test.each(['01', '-1', '1.5', '1e3', '', '9007199254740993'])('is not taken with the size “%s”', (size) => {
    const text = `maple.example/trail\n${size}\n${toBase64(checkpoint.root)}\n`
    const signature = toBase64(Uint8Array.from([...key.id, ...key.sign(utf8(text))]))
    expect(parseCheckpoint(`${text}\n— ${key.name} ${signature}\n`, key)).toBeNull()
  })

  test('is not made for an origin or a key whose name would break its lines', () => {
    expect(() => formatCheckpoint({ ...checkpoint, origin: 'a\nb' }, [key])).toThrow()
    expect(() => formatCheckpoint({ ...checkpoint, origin: '' }, [key])).toThrow()
    expect(() => formatCheckpoint(checkpoint, [{ ...key, name: 'a b' }])).toThrow()
  })
})

test('the key id and signature in the example of Go’s own note package are taken', () => {
  const [name, id, encoded] = ['PeterNeumann', 'c74f20a3', 'ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW']
  const raw = fromBase64(encoded)!.slice(1)
  expect(Buffer.from(keyId(sha256, name, raw)).toString('hex')).toBe(id)
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const signed = fromBase64(
    'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
  )!
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') }
  expect(verify(null, utf8(text), createPublicKey({ key: jwk, format: 'jwk' }), signed.slice(4))).toBe(true)
})

test('base64 and UTF-8 are what Node’s are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: 'binary' }), (bytes, text) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(utf8(text)).toEqual(new Uint8Array(Buffer.from(text)))
    }),
  )
})

test.each(['A', 'AA', 'AA=', 'AB==', 'AAB=', 'A A=', 'AA==\n', 'AA-_'])('“%s” is no base64', (text) => {
  expect(fromBase64(text)).toBeNull()
})

test('the bytes of an entry do not depend on the order of its keys', () => {
  const entry = entrySchema.parse({
    seq: '1',
    at: '2026-11-23T16:00:00.000Z',
    verb: 'open',
    outcome: 'done',
    code: null,
    account: null,
    person: null,
    audience: 'staff',
    roles: ['nurse'],
    onBehalfOf: null,
    version: 1,
    table: 'refill',
    records: [],
    patients: [],
    fields: ['medication'],
    detail: null,
    address: '::1',
    browser: 'Ünïcode 👩‍⚕️',
    session: null,
  })
  const shuffled = entrySchema.parse(Object.fromEntries(Object.entries(entry).toReversed()))
  expect(canonicalEntry(shuffled)).toEqual(canonicalEntry(entry))
  expect(Buffer.from(canonicalEntry(entry)).toString()).toMatch(
    /^\{"account":null,"address":"::1",.*"version":1\}$/,
  )
  expect(canonicalEntry({ ...entry, version: 2 })).not.toEqual(canonicalEntry(entry))
})

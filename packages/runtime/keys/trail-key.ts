import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { keyId, type Signer, type Verifier } from '@portico/engine/trail/checkpoint'
import type { Hash } from '@portico/engine/trail/merkle'
import type { KeySource } from './key-source.ts'

export const sha256: Hash = (bytes) => createHash('sha256').update(bytes).digest()

/** Signs the heads of the trail's tree and checks them: Ed25519, from a seed of its own. */
export type TrailKey = { readonly signer: Signer; readonly verifier: Verifier; readonly origin: string }

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const rawKeyBytes = 32

export const openTrailKey = (source: Pick<KeySource, 'derive'>, environment: string): TrailKey => {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8, source.derive('trail').export()]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  const origin = `portico/${environment}`
  const id = keyId(sha256, origin, publicKey.export({ format: 'der', type: 'spki' }).subarray(-rawKeyBytes))
  return {
    origin,
    signer: { name: origin, id, sign: (bytes) => sign(null, bytes, privateKey) },
    verifier: { name: origin, id, verify: (bytes, signature) => verify(null, bytes, publicKey, signature) },
  }
}

import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  append,
  consistencyProof,
  emptyRange,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'hex')
const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, place) => (place === 0 ? byte ^ 1 : byte))

/** The eight leaves, their roots and proofs that Certificate Transparency's own code is tested with. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const leaves = inputs.map((input) => leafHash(sha256, bytesOf(input)))
const manyLeaves = Array.from({ length: 33 }, (_, number) => leafHash(sha256, Uint8Array.of(number)))

/** The definition in RFC 6962, word for word, as what everything else is compared with. */
const merkleTreeHash = (of: readonly Uint8Array[]): Uint8Array => {
  const [only] = of
  if (!only) return sha256(new Uint8Array())
  if (of.length === 1) return only
  let split = 1
  while (split * 2 < of.length) split *= 2
  return nodeHash(sha256, merkleTreeHash(of.slice(0, split)), merkleTreeHash(of.slice(split)))
}

describe('the tree of the reference vectors', () => {
  test.each(roots.map((root, size) => ({ root, size })))(
    'of $size leaves has the root $root',
    ({ root, size }) => {
      expect(hex(rootOfLeaves(sha256, leaves.slice(0, size)))).toBe(root)
    },
  )

  test('proves its first leaf', () => {
    expect(inclusionProof(sha256, leaves, 0).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
  })

  test('proves that it only added to its first six leaves', () => {
    expect(consistencyProof(sha256, leaves, 6).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
})

describe('trees of up to 33 leaves', () => {
  const sizes = manyLeaves.map((_, place) => place + 1)

  test('have the root the RFC defines, appended leaf by leaf', () => {
    let range = emptyRange
    for (const size of sizes) {
      range = append(sha256, range, manyLeaves[size - 1]!)
      expect(range.size).toBe(size)
      expect(hex(rootOf(sha256, range))).toBe(hex(merkleTreeHash(manyLeaves.slice(0, size))))
    }
  })

  test('prove each of their leaves, at its own place only and with no other proof', () => {
    for (const size of sizes) {
      const tree = manyLeaves.slice(0, size)
      const root = merkleTreeHash(tree)
      for (const [index, leaf] of tree.entries()) {
        const claim = { leaf, index, size, root, proof: inclusionProof(sha256, tree, index) }
        expect(verifyInclusion(sha256, claim)).toBe(true)
        expect(verifyInclusion(sha256, { ...claim, leaf: flipped(leaf) })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, root: flipped(root) })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, index: size })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, index: (index + 1) % size })).toBe(size === 1)
        expect(verifyInclusion(sha256, { ...claim, proof: [...claim.proof, root] })).toBe(false)
        const above = { proof: [...claim.proof, leaf], root: nodeHash(sha256, leaf, root) }
        expect(verifyInclusion(sha256, { ...claim, ...above })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, size: 4 * size })).toBe(false)
        expect(verifyInclusion(sha256, { ...claim, proof: claim.proof.slice(1) })).toBe(
          claim.proof.length === 0,
        )
      }
    }
  })

  test('prove that they only added to each of their beginnings, and to nothing else', () => {
    for (const size of sizes) {
      const tree = manyLeaves.slice(0, size)
      const root = merkleTreeHash(tree)
      for (let from = 1; from <= size; from += 1) {
        const fromRoot = merkleTreeHash(tree.slice(0, from))
        const claim = { from, fromRoot, size, root, proof: consistencyProof(sha256, tree, from) }
        expect(verifyConsistency(sha256, claim)).toBe(true)
        expect(verifyConsistency(sha256, { ...claim, fromRoot: flipped(fromRoot) })).toBe(false)
        expect(verifyConsistency(sha256, { ...claim, root: flipped(root) })).toBe(false)
        expect(verifyConsistency(sha256, { ...claim, proof: [...claim.proof, root] })).toBe(false)
        for (const place of claim.proof.keys()) {
          const proof = claim.proof.map((node, other) => (other === place ? flipped(node) : node))
          expect(verifyConsistency(sha256, { ...claim, proof })).toBe(false)
        }
      }
    }
  })
})

test('an entry altered, removed or inserted changes the root', () => {
  const root = hex(rootOfLeaves(sha256, leaves))
  const altered = leaves.map((leaf, place) => (place === 3 ? flipped(leaf) : leaf))
  const changed = [altered, leaves.toSpliced(3, 1), leaves.toSpliced(3, 0, leaves[2]!), leaves.toReversed()]
  for (const tree of changed) expect(hex(rootOfLeaves(sha256, tree))).not.toBe(root)
})

test('every tree adds to the empty one, and no tree to a larger one', () => {
  const [empty, root] = [rootOfLeaves(sha256, []), rootOfLeaves(sha256, leaves)]
  expect(verifyConsistency(sha256, { from: 0, fromRoot: empty, size: 8, root, proof: [] })).toBe(true)
  expect(verifyConsistency(sha256, { from: 0, fromRoot: root, size: 8, root, proof: [] })).toBe(false)
  expect(verifyConsistency(sha256, { from: 9, fromRoot: root, size: 8, root, proof: [] })).toBe(false)
})

test('what is not in the tree cannot be proved', () => {
  expect(() => inclusionProof(sha256, leaves, 8)).toThrow(RangeError)
  expect(() => consistencyProof(sha256, leaves, 0)).toThrow(RangeError)
  expect(() => consistencyProof(sha256, leaves, 9)).toThrow(RangeError)
})

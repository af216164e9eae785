/**
 * The tree over the trail (RFC 6962, section 2.1): whoever knows one root can tell whether an entry is in the
 * trail (inclusion) and whether a later trail only added to an earlier one (consistency). Proofs are lists of
 * hashes in the order RFC 9162 gives. The hash, SHA-256 in practice, is an argument.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array
export type Proof = readonly Uint8Array[]

/** All that is needed to go on with a tree: how many leaves, and the roots of its full subtrees, largest first. */
export type CompactRange = { readonly size: number; readonly peaks: readonly Uint8Array[] }

export const emptyRange: CompactRange = { size: 0, peaks: [] }

const leafMark = 0
const nodeMark = 1

const joined = (mark: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0))
  bytes[0] = mark
  let place = 1
  for (const part of parts) {
    bytes.set(part, place)
    place += part.length
  }
  return bytes
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, place) => byte === other[place])

/** Leaves and nodes are marked apart, so that no node can be passed off as an entry. */
export const leafHash = (hash: Hash, bytes: Uint8Array): Uint8Array => hash(joined(leafMark, bytes))
export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(joined(nodeMark, left, right))

/** The range with one more leaf: a new leaf completes as many subtrees as the old size ends in binary ones. */
export const append = (hash: Hash, { size, peaks }: CompactRange, leaf: Uint8Array): CompactRange => {
  const grown = [...peaks]
  let node = leaf
  for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = grown.pop()
    if (!left) throw new Error('A compact range has fewer peaks than its size needs.')
    node = nodeHash(hash, left, node)
  }
  return { size: size + 1, peaks: [...grown, node] }
}

/** The root of what has been appended; of nothing, the hash of nothing. */
export const rootOf = (hash: Hash, { peaks }: CompactRange): Uint8Array =>
  peaks.length === 0
    ? hash(new Uint8Array())
    : peaks.reduceRight((right, left) => nodeHash(hash, left, right))

export const rootOfLeaves = (hash: Hash, leaves: readonly Uint8Array[]): Uint8Array =>
  rootOf(
    hash,
    leaves.reduce((range, leaf) => append(hash, range, leaf), emptyRange),
  )

/** The largest power of two below a size: how many leaves are in the left half. */
const leftSize = (size: number): number => {
  let left = 1
  while (left * 2 < size) left *= 2
  return left
}

const outside = (what: string): RangeError => new RangeError(`There is no ${what} in a tree of this size.`)

/** That the leaf at `index` is in the tree of these leaves. */
export const inclusionProof = (hash: Hash, leaves: readonly Uint8Array[], index: number): Proof => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw outside('such leaf')
  if (leaves.length === 1) return []
  const split = leftSize(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return index < split
    ? [...inclusionProof(hash, left, index), rootOfLeaves(hash, right)]
    : [...inclusionProof(hash, right, index - split), rootOfLeaves(hash, left)]
}

/** That the tree of these leaves only adds to the tree of the first `from` of them. */
export const consistencyProof = (hash: Hash, leaves: readonly Uint8Array[], from: number): Proof => {
  if (!Number.isInteger(from) || from < 1 || from > leaves.length) throw outside('earlier size')
  return subproof(hash, leaves, from, true)
}

/** `isKnown`: the verifier has this subtree's root already, as the root of the earlier tree. */
const subproof = (hash: Hash, leaves: readonly Uint8Array[], from: number, isKnown: boolean): Proof => {
  if (from === leaves.length) return isKnown ? [] : [rootOfLeaves(hash, leaves)]
  const split = leftSize(leaves.length)
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)]
  return from <= split
    ? [...subproof(hash, left, from, isKnown), rootOfLeaves(hash, right)]
    : [...subproof(hash, right, from - split, false), rootOfLeaves(hash, left)]
}

const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0
const half = (index: number): number => Math.floor(index / 2)

export type InclusionClaim = {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly proof: Proof
}

/** RFC 9162, section 2.1.3.2: climbs from the leaf and must arrive at the root with nothing left over. */
export const verifyInclusion = (hash: Hash, { leaf, index, size, root, proof }: InclusionClaim): boolean => {
  if (!isSize(index) || !isSize(size) || index >= size) return false
  let [node, last, climbed] = [index, size - 1, leaf]
  for (const sibling of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      climbed = nodeHash(hash, sibling, climbed)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else climbed = nodeHash(hash, climbed, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(climbed, root)
}

export type ConsistencyClaim = {
  readonly from: number
  readonly fromRoot: Uint8Array
  readonly size: number
  readonly root: Uint8Array
  readonly proof: Proof
}

const isPowerOfTwo = (size: number): boolean => Number.isInteger(Math.log2(size))

/** RFC 9162, section 2.1.4.2: climbs towards both roots at once. Every trail adds to the empty one. */
export const verifyConsistency = (
  hash: Hash,
  { from, fromRoot, size, root, proof }: ConsistencyClaim,
): boolean => {
  if (!isSize(from) || !isSize(size) || from > size) return false
  if (from === size) return proof.length === 0 && isSame(fromRoot, root)
  if (from === 0) return proof.length === 0 && isSame(fromRoot, hash(new Uint8Array()))
  const [first, ...path] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof
  if (!first) return false
  let [node, last, earlier, later] = [from - 1, size - 1, first, first]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      earlier = nodeHash(hash, sibling, earlier)
      later = nodeHash(hash, sibling, later)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else later = nodeHash(hash, later, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(earlier, fromRoot) && isSame(later, root)
}

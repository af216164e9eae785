import { canonicalEntry } from './canonical-entry.ts'
import type { Entry } from './entry.ts'
import { append, leafHash, type CompactRange, type Hash } from './merkle.ts'

/** An entry's place in the tree, beside whatever came with the entry. */
export type Placed<Item> = Item & { readonly index: number; readonly hash: Uint8Array }

/** Goes on with a tree by some entries, in their order: the leaf of each, and the tree with them. */
export const appendEntries = <Item extends { readonly entry: Entry }>(
  hash: Hash,
  before: CompactRange,
  items: readonly Item[],
): { readonly leaves: readonly Placed<Item>[]; readonly range: CompactRange } => {
  let range = before
  const leaves = items.map((item) => {
    const leaf = leafHash(hash, canonicalEntry(item.entry))
    const placed = { ...item, index: range.size, hash: leaf }
    range = append(hash, range, leaf)
    return placed
  })
  return { leaves, range }
}

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { appendEntries } from './append-entries.ts'
import { canonicalEntry } from './canonical-entry.ts'
import type { Entry } from './entry.ts'
import { emptyRange, leafHash, rootOf, rootOfLeaves } from './merkle.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const entry = (seq: number): Entry => ({
  seq: String(seq),
  at: '2026-11-22T16:00:00.000Z',
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
  address: null,
  browser: null,
  session: null,
})

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'a trail that is sealed batch by batch has the tree of one that is built anew, whatever the batches (seed %i)',
  (seed) => {
    const random = randomFrom(seed)
    const batches = Array.from({ length: 1 + random.below(12) }, () => random.below(random.below(60) + 1))
    const anew: Uint8Array[] = []
    let range = emptyRange
    for (const size of batches) {
      const items = Array.from({ length: size }, (_, at) => ({
        entry: entry(anew.length + at),
        xid: `${at}`,
      }))
      const appended = appendEntries(sha256, range, items)
      expect(appended.leaves.map(({ index }) => index)).toEqual(items.map((_, at) => anew.length + at))
      expect(appended.leaves.map(({ xid }) => xid)).toEqual(items.map(({ xid }) => xid))
      anew.push(...items.map((item) => leafHash(sha256, canonicalEntry(item.entry))))
      expect(appended.leaves.map(({ hash }) => hex(hash))).toEqual(anew.slice(range.size).map(hex))
      range = appended.range
      expect([range.size, hex(rootOf(sha256, range))]).toEqual([anew.length, hex(rootOfLeaves(sha256, anew))])
    }
  },
)

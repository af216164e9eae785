import type { Pool } from 'pg'
import { canonicalEntry } from '@portico/engine/trail/canonical-entry'
import { parseCheckpoint } from '@portico/engine/trail/checkpoint'
import { append, emptyRange, leafHash, rootOf, type CompactRange } from '@portico/engine/trail/merkle'
import type { CheckpointFile } from '../files/checkpoint-file.ts'
import { sha256, type TrailKey } from '../keys/trail-key.ts'
import { checkpoints, compareTrail, type Compared, type Note } from '../postgres/leaf-store.ts'

export type Finding = {
  readonly seq: string | null
  readonly kind: 'altered' | 'removed' | 'inserted' | 'checkpoint'
  readonly sentence: string
}
export type TrailCheck = {
  readonly sound: boolean
  /** Sealed entries. */
  readonly size: number
  /** Entries not yet sealed, which a check cannot speak for. */
  readonly unsealed: number
  readonly findings: readonly Finding[]
  readonly checkedAt: string
}

const findingsMax = 100

const judged = ({ leaf, entry, isOurs, isSealable }: Compared): Finding | null => {
  if (leaf && !entry)
    return { seq: leaf.seq, kind: 'removed', sentence: `Entry ${leaf.seq} was sealed and is gone.` }
  if (!entry) return null
  const { seq } = entry
  if (!leaf && isSealable)
    return {
      seq,
      kind: 'inserted',
      sentence: `Entry ${seq} stands among sealed entries and was never sealed.`,
    }
  const isSame = leaf === null || Buffer.from(leafHash(sha256, canonicalEntry(entry))).equals(leaf.hash)
  if (leaf && !isSame) return { seq, kind: 'altered', sentence: `Entry ${seq} is not what was sealed.` }
  if (!isOurs) return { seq, kind: 'inserted', sentence: `Entry ${seq} was not written by Portico.` }
  return null
}

/** Heads of the tree, checked as its leaves pass by: a leaf rewritten together with its entry changes every later head. */
const headCheck = (notes: readonly Note[], key: TrailKey) => {
  let range: CompactRange = emptyRange
  let soundUntil = 0
  let waiting = 0
  const findings: Finding[] = []
  const atHead = (note: Note): void => {
    const parsed = parseCheckpoint(note.note, key.verifier)
    const isSound =
      parsed?.size === note.size && Buffer.from(rootOf(sha256, range)).equals(Buffer.from(parsed.root))
    if (isSound) soundUntil = note.size
    else if (findings.length === 0) {
      findings.push({
        seq: null,
        kind: 'checkpoint',
        sentence: `The signed head after ${note.size} entries does not fit: something among sealed entries ${soundUntil + 1} to ${note.size} was changed together with its seal.`,
      })
    }
  }
  return {
    leaf: (hash: Uint8Array): void => {
      range = append(sha256, range, hash)
      while (notes[waiting] && (notes[waiting]?.size ?? 0) <= range.size) {
        const note = notes[waiting]
        waiting += 1
        if (note) atHead(note)
      }
    },
    size: () => range.size,
    findings: (): readonly Finding[] => findings,
  }
}

const sealsGone = 'No head is kept in the second place, so whether seals were changed too cannot be told.'

const tailFinding = (size: number, head: string | null, key: TrailKey): Finding | null => {
  const kept = head === null ? null : parseCheckpoint(head, key.verifier)
  if (head === null) return size === 0 ? null : { seq: null, kind: 'checkpoint', sentence: sealsGone }
  if (!kept)
    return {
      seq: null,
      kind: 'checkpoint',
      sentence: 'The head kept in the second place is not signed by this practice.',
    }
  if (kept.size > size)
    return {
      seq: null,
      kind: 'removed',
      sentence: `${kept.size - size} sealed entries at the end are gone, with their seals.`,
    }
  return null
}

/** Whoever can rewrite the database can take its heads out too, so the tree must also fit those of the second place. */
const withKept = (notes: readonly Note[], kept: readonly string[], key: TrailKey): readonly Note[] => {
  const known = new Set(notes.map(({ note }) => note))
  const others = kept.flatMap((note) => {
    const parsed = known.has(note) ? null : parseCheckpoint(note, key.verifier)
    return parsed ? [{ size: parsed.size, note }] : []
  })
  return [...notes, ...others].toSorted((one, other) => one.size - other.size)
}

/** Compares every entry with its seal, and every seal with the signed heads of the database and of the second place. */
export const verifyTrail = async (
  pool: Pool,
  key: TrailKey,
  secondPlace: CheckpointFile,
  now: Date,
): Promise<TrailCheck> => {
  const kept = secondPlace.notes()
  const heads = headCheck(withKept(await checkpoints(pool), kept, key), key)
  const findings: Finding[] = []
  let unsealed = 0
  await compareTrail(pool, (line) => {
    if (line.leaf) heads.leaf(line.leaf.hash)
    else unsealed += 1
    const finding = judged(line)
    if (finding && findings.length < findingsMax) findings.push(finding)
  })
  const last = kept.at(-1) ?? secondPlace.notes().at(-1) ?? null
  const tail = tailFinding(heads.size(), last, key)
  const all = [...findings, ...heads.findings(), ...(tail ? [tail] : [])]
  return {
    sound: all.length === 0,
    size: heads.size(),
    unsealed,
    findings: all,
    checkedAt: now.toISOString(),
  }
}

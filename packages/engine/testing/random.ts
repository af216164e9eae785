/** Repeatable chance: the same seed always gives the same choices, so a failing test can be run again. */
export type Random = {
  /** A whole number from 0 up to, but not, `below`. */
  readonly below: (below: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  /** Between none and all of them, in their order. */
  readonly some: <T>(from: readonly T[]) => readonly T[]
}

/** Mulberry32: small, quick, and good enough to look everywhere. Not for anything secret. */
export const randomFrom = (seed: number): Random => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const chance = (probability: number): boolean => next() < probability
  const pick = <T>(from: readonly T[]): T => {
    const [first, ...rest] = from.slice(below(from.length))
    if (first === undefined) throw new Error('There is nothing to pick from.', { cause: rest })
    return first
  }
  return { below, chance, pick, some: (from) => from.filter(() => chance(0.5)) }
}

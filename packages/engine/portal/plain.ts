import { remembered } from '../remembered.ts'
import { logoTextMax } from './logo-picture.ts'
import { nounOfIdAt, whyReserved } from './reserved.ts'
import { errorAt, type Path, type Problem } from './problem.ts'

/** What JSON can say. Everything a portal is made of is this before it is anything else. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain }

export const limits = { depth: 30, values: 100_000, text: 5_000, problems: 100 } as const

/** A picture is as long as it is; every other text is read by somebody. */
const textMax = (path: Path): number => (path.join('.') === 'look.logo.picture' ? logoTextMax : limits.text)

const isMap = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const tooLong = (length: number, max: number): string => {
  const size = length > 1_000_000 ? `${String(Math.round(length / 1_000_000))} million` : String(length)
  return `This text has ${size} characters. Keep it under ${String(max)}.`
}

const counted = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, item: unknown) => sum + counted(item), 1)
    : 1

/** How many values a part that was walked before has within it, itself included. */
export const sizeOf = remembered((part: object): number => counted(part))

const whyNoKey = (key: string, path: Path): string | null => {
  if (key === '__proto__') return 'Nothing can be called "__proto__".'
  const noun = nounOfIdAt(path)
  const why = noun === null ? null : whyReserved(noun, key)
  return noun === null || why === null ? null : `No ${noun} can have the id "${key}": ${why}.`
}

/**
 * Walks a stranger's value once, within bounds, before anything else looks at it: only plain JSON, no keys that
 * reach into prototypes, no reserved ids, nothing huge, nothing endless. What it passes is safe to hand to zod.
 * `known` tells the size of a part that was found sound at that place before, which is not walked again.
 */
export const plainProblems = (
  input: unknown,
  known: (path: Path, value: object) => number | null = () => null,
): readonly Problem[] => {
  const problems: Problem[] = []
  let values = 0
  const say = (code: string, path: Path, sentence: string) => {
    if (problems.length < limits.problems) problems.push(errorAt(code, path, sentence))
  }
  const walkKey = (key: string, path: Path): boolean => {
    const why = whyNoKey(key, path)
    if (why !== null) say('reserved-id', path, `${why} Choose another id.`)
    return key !== '__proto__'
  }
  const walk = (value: unknown, path: Path): void => {
    values += 1
    if (values > limits.values) return
    if (value === null || value === undefined || typeof value === 'boolean') return
    if (typeof value === 'string') {
      // Where it stands is asked of a long one alone: there are thousands of short ones.
      if (value.length > limits.text && value.length > textMax(path))
        say('too-long', path, tooLong(value.length, textMax(path)))
      return
    }
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) say('not-plain', path, 'This is not a number Portico can keep.')
      return
    }
    if (typeof value !== 'object' || !(Array.isArray(value) || isMap(value))) {
      say('not-plain', path, 'Only texts, numbers, yes or no, lists and maps can stand here.')
      return
    }
    const size = known(path, value)
    if (size !== null) {
      values += size - 1
      return
    }
    if (path.length >= limits.depth) {
      say('too-deep', path, `This is nested more than ${String(limits.depth)} levels deep. Make it flatter.`)
      return
    }
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        walk(item, [...path, index])
        if (values > limits.values) return
      }
      return
    }
    for (const [key, item] of Object.entries(value)) {
      if (walkKey(key, [...path, key.slice(0, 100)])) walk(item, [...path, key.slice(0, 100)])
      if (values > limits.values) return
    }
  }
  walk(input, [])
  if (values > limits.values)
    say('too-big', [], `The portal has more than ${String(limits.values)} entries. Make it smaller.`)
  return problems
}

/** Whether zod may look: a value that is endless or not plain JSON must stop here. */
export const stopsParsing = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.code !== 'reserved-id')

import { scanWords } from '../notice/scan-words.ts'
import { whyReserved } from './reserved.ts'

/**
 * The id a new thing keeps for good, made once from its English label. Ids that are taken or reserved get a
 * number, so that nobody ever has to think of one.
 */
export const idFrom = (
  label: string,
  joint: '_' | '-',
  isFree: (id: string) => boolean,
  unnamed = 'new',
): string => {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, joint)
    .replace(/^[^a-z]+/, '')
    .slice(0, 36)
    .replace(/[_-]+$/, '')
  const base = plain === '' ? unnamed : plain
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}${joint}${count}`
    if (isFree(id)) return id
  }
}

/** Their ids stand in no address and no message, and whoever reads permissions needs the words. */
const inside = new Set(['field', 'option', 'role'])

/** A label without what speaks of health: an id stays in addresses when the label was changed long ago. */
const discreet = (label: string): string =>
  scanWords(label, 'en')
    .filter(({ kind }) => kind === 'health')
    .reduceRight((left, { at, words }) => left.slice(0, at) + left.slice(at + words.length), label)

/** The id a new thing gets from its English name: free among its sisters, and none that means something already. */
export const freeId = (
  noun: string,
  label: string,
  taken: Readonly<Record<string, unknown>>,
  joint: '_' | '-' = '-',
): string => {
  const isFree = (id: string): boolean => !Object.hasOwn(taken, id) && whyReserved(noun, id) === null
  return inside.has(noun) ? idFrom(label, joint, isFree) : idFrom(discreet(label), joint, isFree, noun)
}

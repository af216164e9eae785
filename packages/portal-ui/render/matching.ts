import type { Choice } from './choice.ts'

/** As people type: no capitals, no accents. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** The choices that have each of the words somewhere, in their order. */
export const matching = <One extends Pick<Choice, 'label'>>(
  choices: readonly One[],
  sought: string,
): readonly One[] => {
  const words = plain(sought)
    .split(/\s+/)
    .filter((word) => word !== '')
  return choices.filter(({ label }) => {
    const told = plain(label)
    return words.every((word) => told.includes(word))
  })
}

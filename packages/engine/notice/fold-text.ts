/** A text as the scanner reads it, and for each of its characters where that stands in what was written. */
export type FoldedText = { readonly text: string; readonly origins: readonly number[] }

/** Letters of other alphabets that look like ours, with which a word could be hidden from a scanner but not a reader. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  α: 'a',
  в: 'b',
  β: 'b',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  ε: 'e',
  є: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ι: 'i',
  ı: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  κ: 'k',
  ӏ: 'l',
  м: 'm',
  μ: 'm',
  п: 'n',
  η: 'n',
  ո: 'n',
  о: 'o',
  ο: 'o',
  р: 'p',
  ρ: 'p',
  ѕ: 's',
  т: 't',
  τ: 't',
  υ: 'u',
  ц: 'u',
  ν: 'v',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
}

const plainMark = (character: string): string => {
  if (/[\u2018\u2019\u02bc\u00b4`]/.test(character)) return "'"
  if (/[\p{Pd}\u2212]/u.test(character)) return '-'
  return /[^\S\n]/.test(character) ? ' ' : character
}

/** Invisible characters, accents and marks disappear; what only looks like a letter becomes that letter. */
const foldedCharacter = (character: string): string => {
  const bare = character.normalize('NFKD').replaceAll(/[\p{M}\p{Cf}\u034f\u115f\u1160\u3164]/gu, '')
  return Array.from(bare.toLowerCase(), (letter) => lookalikes[letter] ?? plainMark(letter)).join('')
}

export const foldText = (source: string): FoldedText => {
  const origins: number[] = []
  let text = ''
  let at = 0
  for (const character of source) {
    const folded = foldedCharacter(character)
    for (let index = 0; index < folded.length; index += 1) origins.push(at)
    text += folded
    at += character.length
  }
  origins.push(at)
  return { text, origins }
}

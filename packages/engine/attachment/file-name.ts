import { fileTypes, type FileType } from './file-type.ts'

const lengthMax = 120

/** Invisible characters and those that turn the direction of writing make "exe.gpj" read as a picture. */
const misleading = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu

/** A name as it is shown and saved under: no folder, nothing invisible, and the ending of what the file really is. */
export const fileNameOf = (given: string, type: FileType): string => {
  const { ending } = fileTypes[type]
  const bare = given.split(/[/\\]/).at(-1)?.normalize('NFC').replaceAll(misleading, '') ?? ''
  const stem = bare
    .replaceAll(/[<>:"|?*]/g, ' ')
    .replace(/\.[^.]{0,10}$/, '')
    .replace(/^[.\s]+/, '')
    .trim()
  return `${Array.from(stem).slice(0, lengthMax).join('') || 'file'}.${ending}`
}

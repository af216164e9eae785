import type { FileType } from './file-type.ts'

const endings: Readonly<Record<string, FileType>> = {
  pdf: 'pdf',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  heic: 'heic',
  heif: 'heic',
  txt: 'text',
}

/** What a file's name says that it is, with the ending it says it by. Null where it says nothing we know. */
export const claimedBy = (name: string): { readonly type: FileType; readonly ending: string } | null => {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = Object.hasOwn(endings, ending) ? endings[ending] : undefined
  return type === undefined ? null : { type, ending: `.${ending}` }
}

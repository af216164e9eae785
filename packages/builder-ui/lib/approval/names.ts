import { words } from '#lib/words.ts'

type Somebody = { readonly name: string | null; readonly isMe: boolean }

export const nameOf = ({ name, isMe }: Somebody): string =>
  isMe ? words.approval.me : (name ?? words.approval.colleague)

/** Whose names this person may not read are colleagues, once. */
export const namesOf = (names: readonly (string | null)[]): readonly string[] => [
  ...new Set(names.map((name) => name ?? words.home.colleague)),
]

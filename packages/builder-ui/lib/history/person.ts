import { words } from '#lib/words.ts'

type By = { readonly name: string | null; readonly isMe: boolean; readonly isNobody?: boolean }

export const personIn = ({ name, isMe, isNobody }: By): string => {
  if (isNobody) return words.history.template
  return isMe ? words.history.you : (name ?? words.history.colleague)
}

import { words } from '#lib/words.ts'
import type { Moment } from './history.svelte.ts'

export const personIn = ({ name, isMe, isNobody }: Moment['by']): string => {
  if (isNobody) return words.history.template
  return isMe ? words.history.you : (name ?? words.history.colleague)
}

import { words } from '#lib/words.ts'
import type { Moment } from './history.svelte.ts'

export const personIn = ({ name, isMe }: Moment['by']): string =>
  isMe ? words.history.you : (name ?? words.history.colleague)

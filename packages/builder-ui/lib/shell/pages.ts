import type { Power } from '@portico/engine/portal/portal'
import { answersWords } from '#lib/answers/answers-words.ts'
import { messagesWords } from '#lib/messages/messages-words.ts'
import { words } from '#lib/words.ts'

export type Page = {
  readonly path: string
  readonly label: string
  readonly needs: Power | null
  /** Another power that opens it as well. */
  readonly orNeeds?: Power
}

/** The pages of the office, in the order in which they are used. */
export const pages: readonly Page[] = [
  { path: '/', label: words.pages.home, needs: null },
  { path: '/tables', label: words.pages.tables, needs: 'build' },
  { path: '/access', label: words.pages.access, needs: 'build' },
  { path: '/workflows', label: words.pages.workflows, needs: 'build' },
  { path: '/forms', label: words.pages.forms, needs: 'build' },
  { path: '/wording', label: words.pages.wording, needs: 'build' },
  { path: '/rehearsals', label: words.pages.rehearsals, needs: 'build' },
  { path: '/problems', label: words.pages.problems, needs: 'build' },
  { path: '/publish', label: words.pages.publish, needs: 'build' },
  { path: '/portals', label: words.pages.portals, needs: 'build' },
  { path: '/messages-sent', label: messagesWords.page, needs: 'build', orNeeds: 'read-trail' },
  { path: '/who-can', label: answersWords.whoCan.page, needs: 'read-trail' },
  { path: '/who-looked', label: answersWords.looked.page, needs: 'read-trail' },
  { path: '/colleagues', label: answersWords.colleague.page, needs: 'read-trail' },
  { path: '/trail', label: words.pages.trail, needs: 'read-trail' },
]

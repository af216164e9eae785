import type { Power } from '@portico/engine/portal/portal'
import { actingWords } from '#lib/acting/acting-words.ts'
import { answersWords } from '#lib/answers/answers-words.ts'
import { messagesWords } from '#lib/messages/messages-words.ts'
import { shreddingWords } from '#lib/shredding/shredding-words.ts'
import { testAsWords } from '#lib/test-as/test-as-words.ts'
import { walkWords } from '#lib/walk/walk-words.ts'
import { words } from '#lib/words.ts'

export type Page = {
  readonly path: string
  readonly label: string
  readonly needs: Power | null
  /** Another power that opens it as well. */
  readonly orNeeds?: Power
  /** Whether somebody with another power may look at it, and change nothing. */
  readonly isShown?: boolean
  /** Whether it shows the draft; the others tell of what is live. */
  readonly isDraft?: boolean
}

/** The pages of the office, in the order in which they are used. */
export const pages: readonly Page[] = [
  { path: '/', label: words.pages.home, needs: null, isDraft: true },
  { path: '/look', label: words.look.page, needs: 'build', isShown: true, isDraft: true },
  { path: '/tables', label: words.pages.tables, needs: 'build', isShown: true, isDraft: true },
  { path: '/access', label: words.pages.access, needs: 'build', isShown: true, isDraft: true },
  { path: '/workflows', label: words.pages.workflows, needs: 'build', isShown: true, isDraft: true },
  { path: '/forms', label: words.pages.forms, needs: 'build', isShown: true, isDraft: true },
  { path: '/wording', label: words.pages.wording, needs: 'build', isShown: true, isDraft: true },
  { path: '/problems', label: words.pages.problems, needs: 'build', isDraft: true },
  { path: '/rehearsals', label: words.pages.rehearsals, needs: 'build', isDraft: true },
  { path: '/walk', label: walkWords.page, needs: 'build', isDraft: true },
  { path: '/test-as', label: testAsWords.page, needs: 'build', isDraft: true },
  { path: '/history', label: words.pages.history, needs: 'build', isDraft: true },
  { path: '/publish', label: words.pages.publish, needs: 'build', isDraft: true },
  { path: '/versions', label: words.pages.versions, needs: 'build', orNeeds: 'read-trail' },
  { path: '/approvals', label: words.pages.approvals, needs: 'approve', orNeeds: 'read-trail' },
  { path: '/people', label: words.pages.people, needs: 'grant-roles', orNeeds: 'open-accounts' },
  { path: '/shredding', label: shreddingWords.page, needs: 'shred' },
  { path: '/acting-for', label: actingWords.page, needs: 'grant-roles' },
  { path: '/portals', label: words.pages.portals, needs: 'build' },
  { path: '/messages-sent', label: messagesWords.page, needs: 'build', orNeeds: 'read-trail' },
  { path: '/who-can', label: answersWords.whoCan.page, needs: 'read-trail' },
  { path: '/who-looked', label: answersWords.looked.page, needs: 'read-trail' },
  { path: '/colleagues', label: answersWords.colleague.page, needs: 'read-trail' },
  { path: '/trail', label: words.pages.trail, needs: 'read-trail' },
]

/** Whether an address shows the draft. */
export const showsDraft = (address: string): boolean =>
  pages.some(({ path, isDraft }) => isDraft && (path === '/' ? address === '/' : address.startsWith(path)))

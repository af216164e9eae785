import { counted, list } from './words/counted.ts'
import { refusals } from './words/refusals.ts'
import { access } from './words/access.ts'
import { accounts } from './words/accounts.ts'
import { approval } from './words/approval.ts'
import { changeKind } from './words/change-kind.ts'
import { kinds, classes, currencies, audiences, powers } from './words/declared.ts'
import { diagram } from './words/diagram.ts'
import { forms } from './words/forms.ts'
import { both, history } from './words/history.ts'
import { home } from './words/home.ts'
import { look } from './words/look.ts'
import { palette, shortcuts } from './words/palette.ts'
import { people } from './words/people.ts'
import { problems } from './words/problems.ts'
import { queues } from './words/queues.ts'
import { conditions } from './words/conditions.ts'
import { practice } from './words/practice.ts'
import { publish } from './words/publish.ts'
import { rehearsals } from './words/rehearsals.ts'
import { signIn, demo, factor, confirm } from './words/session.ts'
import { pages, groups, nav, saving, undo, banner, conflict, idle } from './words/shell.ts'
import { tables } from './words/tables.ts'
import { trail } from './words/trail.ts'
import { versions } from './words/versions.ts'
import { wording } from './words/wording.ts'
import { workflows } from './words/workflows.ts'

/** Everything the office says, page by page. What a practice wrote itself comes from its portal. */
export const words = {
  product: 'Portico office',
  failed: 'Something went wrong here. Nothing was lost; please try again.',
  cannotBe: 'This cannot be: it is too long, or not of the right kind.',
  loadedAnew: (since: string) =>
    `This page was open since ${since}; it was loaded anew, and nothing was done. Look at it again, then go on.`,
  tryAgain: 'Try again',
  tryAgainIn: (seconds: number) =>
    `Too many tries. Please wait ${
      seconds > 60
        ? counted(Math.ceil(seconds / 60), 'minute', 'minutes')
        : counted(seconds, 'second', 'seconds')
    }, then try again.`,
  errorTitle: 'Error:',
  loading: 'Loading…',
  close: 'Close',
  keep: 'Keep it',
  remove: 'Remove',
  make: 'Make it',
  removeNamed: (name: string) => `Remove ${name}`,
  choose: 'Choose…',
  example: 'For example:',
  notLive: 'new in this draft',
  notHere: 'There is nothing at this address in the draft.',
  noPage: 'There is no such page.',
  backTo: (title: string) => `Back to ${title}`,
  signOut: 'Sign out',
  nameMissing: 'Give it a name in English.',
  tooLong: (max: number, now: number) => `At most ${max} characters fit here; this has ${now}.`,
  oneIsNeeded: 'At least one must stay chosen.',
  inEnglish: (label: string) => `${label} in English`,
  inSpanish: (label: string) => `${label} in Spanish`,
  sameInSpanish: 'The same in Spanish.',
  languages: { en: 'English', es: 'Spanish' },
  list,
  firstEnglish: 'First write the English',
  refusals,
  pages,
  groups,
  nav,
  saving,
  undo,
  banner,
  conflict,
  both,
  history,
  idle,
  signIn,
  demo,
  factor,
  confirm,
  home,
  look,
  kinds,
  classes,
  currencies,
  audiences,
  powers,
  tables,
  changeKind,
  forms,
  access,
  conditions,
  workflows,
  diagram,
  queues,
  wording,
  palette,
  shortcuts,
  problems,
  rehearsals,
  practice,
  publish,
  versions,
  approval,
  people,
  accounts,
  trail,
} as const

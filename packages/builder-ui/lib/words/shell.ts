import { counted } from './counted.ts'
import { needs } from './needs.ts'

export const pages = {
  home: 'Home',
  tables: 'Tables',
  access: 'Roles & permissions',
  workflows: 'Workflows',
  forms: 'Forms',
  wording: 'Wording',
  problems: 'Problems',
  history: 'History',
  publish: 'Review & publish',
  versions: 'Versions',
  approvals: 'Approvals',
  rehearsals: 'Rehearsals',
  people: 'People',
  portals: 'Portals',
  trail: 'Audit trail',
} as const

/** What the pages are gathered under. */
export const groups = {
  build: 'Build',
  check: 'Check and publish',
  people: 'People and messages',
  privacy: 'Privacy',
} as const

export const nav = {
  label: 'Office',
  menu: 'Menu',
  skip: 'Skip to the page',
  crumbs: 'Where you are',
  needs,
  lookOn: 'You may look at the portal. Changing it needs the right to build.',
  forOthers: 'What stands in grey is for colleagues with other rights.',
  signedInAs: (name: string, roles: string) => (name === '' ? roles : `${name} – ${roles}`),
  signedIn: 'Signed in:',
  problems: (count: number) => counted(count, 'problem', 'problems'),
  hints: (count: number) => counted(count, 'hint', 'hints'),
  changes: (count: number) => counted(count, 'change', 'changes'),
} as const

export const saving = {
  saved: 'All changes saved',
  saving: 'Saving…',
  waiting: 'Not saved yet; trying again',
  conflict: 'Not saved yet: choose below',
} as const

export const undo = {
  undo: 'Undo',
  redo: 'Redo',
  next: 'Undo takes back:',
  workflowMade: (name: string) => `The workflow *${name}* is made.`,
  toldShort: (sentence: string, more: number) =>
    more === 0 ? sentence : `${sentence} And ${counted(more, 'more change', 'more changes')}.`,
  show: 'Show me',
  nothing: 'There is nothing to undo.',
  published: 'What you did is live now. To take it back, go back to the version before.',
  nothingBack: 'There is nothing to do again.',
} as const

export const banner = {
  label: 'Draft',
  draft: 'You are looking at the draft.',
  live: (version: number) => `Version ${version} is live.`,
  changes: (count: number) => `${counted(count, 'change is', 'changes are')} not live yet`,
  same: 'The draft is the same.',
} as const

export const conflict = {
  title: 'Your last changes could not be saved.',
  text: 'They are still shown here, but the server does not take them: you may not make them, or not any more.',
  dropMine: 'Load the draft without them',
} as const

export const idle = {
  title: 'Are you still there?',
  lead: 'The page was not used for a while, so you will be signed out. What you did is saved.',
  left: (seconds: number) => `${counted(Math.ceil(seconds), 'second', 'seconds')} left`,
  stay: 'Stay signed in',
} as const

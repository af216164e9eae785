import { counted, list } from './counted.ts'
import { needs } from './needs.ts'

export const publish = {
  lead: 'Read what will change, say why, then make it live.',
  changes: 'What will change',
  nothing: 'The draft is the same as the live version. There is nothing to publish.',
  looking: 'Looking at what will change…',
  notSaved: 'Your last changes are not saved yet.',
  blocked: (count: number) =>
    `${counted(count, 'problem stands', 'problems stand')} in the way of publishing`,
  noPower: needs.publish,
  open: (count: number) =>
    `${counted(count, 'request is', 'requests are')} open. They go on in the process they began with; who may see them changes at once.`,
  undoEnds:
    'Undo ends with publishing: what is live is taken back by going back to a version, under Versions.',
  now: 'Publish',
  reason: 'Why are you publishing this?',
  reasonHint: 'It is kept in the audit trail. Write no patient’s name or health here.',
  giveReason: 'Say why first.',
  tells: (said: readonly string[]) =>
    `It says ${list(said.map((word) => `“${word}”`))}, so it may speak of somebody’s health. The trail keeps this for ever: name no patient and no illness.`,
  isSure: 'I looked again: it names no patient and nobody’s illness.',
  beSure: 'Say it otherwise, or look again and tick that it names nobody.',
  publish: 'Publish',
  publishing: 'Publishing…',
  busy: 'Publishing. You may stay or go; it goes on.',
  before: 'Before',
  after: 'After',
  newWords: 'New words',
  pictureBefore: 'The logo before',
  pictureAfter: 'The logo after',
  noWords: 'nothing',
  live: (version: number, since: string | null = null) =>
    since === null ? `Version ${version} is live.` : `Version ${version} is live since ${since}.`,
  plan: 'What happens to the tables',
  underWay: 'A publishing is under way.',
  progress: 'How far it is',
  step: (done: number, steps: number) => `Step ${Math.min(done + 1, steps)} of ${steps}`,
  preparing: 'Everybody goes on working while the tables are made ready.',
  switching: 'Switching over. This cannot be stopped any more.',
  checking: 'Checking the draft.',
  stop: 'Stop',
  stopping: 'Stopping after this step…',
  thenPeople: (roles: readonly string[]) =>
    roles.length === 0
      ? ''
      : `${list(roles)} ${roles.length === 1 ? 'has' : 'have'} nobody yet. Whoever may grant roles gives ${roles.length === 1 ? 'it' : 'them'} on the page “People”.`,
  goOn: (count: number) =>
    count === 0
      ? ''
      : `${counted(count, 'open request goes', 'open requests go')} on in the process ${count === 1 ? 'it' : 'they'} began with.`,
  badges: {
    wider: { name: 'wider access', tone: 'danger' },
    narrower: { name: 'narrower access', tone: 'good' },
    loses: { name: 'goes out of reach', tone: 'danger' },
    wording: { name: 'wording', tone: 'info' },
    requests: { name: 'touches open requests', tone: 'warn' },
  },
} as const

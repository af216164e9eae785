import { counted, within } from './counted.ts'

export const history = {
  page: 'History',
  lead: 'Who changed the draft, and when. You can look at any moment and go back to it; going back can be undone.',
  nothing: 'Nobody has changed the draft yet.',
  more: 'Show what was before',
  /** The name may be “You” or “A colleague”. */
  by: (name: string) => name,
  you: 'You',
  colleague: 'A colleague',
  template: 'From the template',
  noWords: 'Changed something that nobody sees, or the order of things.',
  reason: 'Because:',
  published: (version: number) => `Version ${version} was published`,
  /** What needed a second person went live when she approved it. */
  publishedBy: (by: string, approvedBy: string | null) =>
    approvedBy === null ? by : `${by} asked for it, and ${within(approvedBy)} approved and published it`,
  point: (name: string) => `Named “${name}”`,
  points: 'Named moments',
  noPoints: 'Give a moment a name before you try something larger: you will find it here.',
  nameIt: 'Name this moment',
  nameNow: 'Name the draft as it is now',
  nameLabel: 'What to call it',
  nameHint: 'For example “before the new form”.',
  keepName: 'Keep the name',
  named: (name: string) => `The moment is now called “${name}”.`,
  nameNeeded: 'Say what to call it first.',
  notSaved: 'Your last changes are not saved yet.',
  goBack: 'Go back to here',
  goBackBefore: 'Go back to before this',
  ofMoment: (action: string, when: string) => `${action}: ${when}`,
  backTitle: 'Go back to this moment?',
  backLead: 'This is what would change in the draft. It is one step, and “Undo” takes it back.',
  backSame: 'The draft is the same as it was then.',
  backOrder: 'Only the order of things, or what nobody sees, would change.',
  why: 'Why (you may leave this empty)',
  back: 'Go back',
  wentBack: (count: number) =>
    `The draft is as it was then: ${counted(count, 'thing is', 'things are')} different from before. “Undo” takes it back.`,
  gone: 'This moment cannot be looked at any more.',
} as const

export const both = {
  label: 'Changed by two people',
  title: (count: number) =>
    `You and somebody else changed ${count === 1 ? 'the same thing' : `${count} things`} differently.`,
  text: 'What you did is kept here, and saved once you have chosen.',
  at: (place: string) => `Both changed this: ${place}`,
  mine: 'Yours',
  theirs: 'Theirs',
  keepMine: 'Keep mine',
  takeTheirs: 'Take theirs',
  keepAllMine: 'Keep all of mine',
  takeAllTheirs: 'Take all of theirs',
  of: (action: string, place: string) => `${action}: ${place}`,
  chosen: 'chosen',
  removed: 'Taken away',
  otherwise: 'Changed',
  show: 'Show me',
  meanwhile: (theirs: string) =>
    theirs === ''
      ? 'Somebody else emptied this while you typed.'
      : `Somebody else changed this to “${theirs}” while you typed.`,
} as const

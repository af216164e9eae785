import { counted, within } from './counted.ts'

export const versions = {
  show: 'See all versions',
  lead: 'What went live, when, by whom and why. Going back touches no patient’s data.',
  none: 'Nothing was published yet.',
  title: (version: number) => `Version ${version}`,
  again: (version: number) => `Version ${version} again`,
  isLive: 'live now',
  by: (name: string, when: string) => `${name} published it ${when}.`,
  byItself: (when: string) => `Portico began with it ${when}.`,
  byBoth: (asked: string, approved: string, when: string) =>
    `${asked} asked for it, and ${within(approved)} approved and published it ${when}.`,
  because: (reason: string) => `“${reason}”`,
  changed: 'What it changed',
  first: 'It was the first version.',
  same: 'Nothing that means anything differs from the version before.',
  back: (version: number) => `Go back to version ${version}`,
  needsBuild: 'Going back changes the draft, which needs the right to build.',
  looking: 'Looking at what going back would do…',
  backLead:
    'What was live then goes live again. No patient’s data is touched, and you can go back from it the same way.',
  why: 'Why are you going back?',
  now: (version: number) => `Go back to version ${version} now`,
  going: 'Going back…',
  changesLive: 'What changes for everybody',
  liveIs: (version: number) => `What is live is as version ${version} already.`,
  draftIs: (version: number) => `The draft is as version ${version} already.`,
  draftWill: 'What changes in the draft',
  ownChanges: (count: number) =>
    count === 0
      ? 'The draft stands in another order than what is live.'
      : `The draft has ${counted(count, 'change that is', 'changes that are')} not live.`,
  notAtOnce: (version: number) =>
    `Going back at once would publish what is in the draft along with it, or lose it. Publish it or undo it first. Or make the draft as version ${version}, which undo takes back, and publish it from there.`,
  meanwhile: (version: number) =>
    `Somebody else changed the draft meanwhile, so nothing went live. It is as version ${version} now, beside what they did: look at it under “Publish”.`,
  firstChange: 'Or change something before it goes live:',
  cannotHold: (version: number) => `What version ${version} cannot hold`,
  holdsAll: (version: number) => `Version ${version} can hold everything there is now.`,
  make: (version: number) => `Make the draft as version ${version}`,
} as const

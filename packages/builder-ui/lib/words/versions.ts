import { within } from './counted.ts'

export const versions = {
  show: 'See all versions',
  lead: 'What went live, when, by whom and why. Going back changes the draft, and no patient’s data.',
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
  draftIs: (version: number) => `The draft is as version ${version} already.`,
  draftWill: 'What changes in the draft',
  draftWillLead:
    'Nothing goes live by this. You review the draft and publish it as always, and undo puts it back as it is now.',
  cannotHold: (version: number) => `What version ${version} cannot hold`,
  holdsAll: (version: number) => `Version ${version} can hold everything there is now.`,
  make: (version: number) => `Make the draft as version ${version}`,
} as const

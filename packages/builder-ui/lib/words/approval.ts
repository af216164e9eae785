import { counted, list } from './counted.ts'

const either = (names: readonly string[]): string => list(names).replace(/ and ([^,]*)$/, ' or $1')
const possessive = (name: string): string => (name.endsWith('s') ? `${name}’` : `${name}’s`)

export const approval = {
  lead: 'What makes access wider goes live when a second person agrees.',
  needed: 'Needs a second person',
  needsOf: (names: readonly string[]) =>
    `This makes access wider, so a second person must agree. ${either(names)} can.`,
  alone:
    'This makes access wider, and nobody but you can approve it. Ask, and 24 hours later you can publish it yourself; the privacy officer looks at it afterwards.',
  ask: 'Ask for approval',
  asking: 'Asking…',
  whyAsk: 'Why should this go live?',
  /** The title of what waits: it says whom to speak to. */
  waitsFor: (names: readonly string[]) => `Waits for ${either(names.map(possessive))} approval`,
  waitsDay: 'Waits for 24 hours',
  waitsInVain: 'Nobody can approve it any more. Take it back and ask anew.',
  from: (when: string) => `Nobody else can approve it. It can be published from ${when}.`,
  hasWaited: 'The 24 hours are over: you can publish it now. The privacy officer looks at it afterwards.',
  askedBy: (name: string, when: string, reason: string) => `${name} asked ${when}, because “${reason}”.`,
  fixed: 'What was asked for is fixed. After a change to the draft it must be asked for anew.',
  takeBack: 'Take it back',
  proven: 'What was tried of it',
  walked: (when: string) => `Somebody walked through this very draft, first ${when}.`,
  notWalked: 'Nobody has walked through this very draft.',
  notRehearsed: 'There are no rehearsals of it.',
  rehearsed: (passed: number, all: number) =>
    `${String(passed)} of ${counted(all, 'rehearsal passes', 'rehearsals pass')}, walked on it just now:`,
  toYou: (name: string) => `${name} asks for your approval`,
  show: 'Look at it',
  own: 'You asked for this yourself, so somebody else must approve it.',
  approve: 'Approve and publish',
  approving: 'Publishing…',
  decline: 'Decline',
  whyDecline: 'If you decline: why?',
  whyDeclineHint: 'Whoever asked reads it. Write no patient’s name or health here.',
  sayWhy: 'To decline, say why first.',
  approved: (name: string, version: number) => `${name} approved it. Version ${version} is live.`,
  youApproved: (version: number) => `You approved it. Version ${version} is live.`,
  youDeclined: 'Declined. Whoever asked reads why.',
  toAccept: 'Words that only the privacy officer may accept',
  toAcceptLead:
    'They stand in the way of publishing until they are accepted, each with a reason, or taken out of the text.',
  accepted: 'Accepted words',
  acceptedAs: (said: readonly string[], place: string, because: string) =>
    `${list(said.map((word) => `“${word}”`))} in ${place}, because “${because}”.`,
  acceptedHere: (said: readonly string[], because: string) =>
    `Accepted: ${list(said.map((word) => `“${word}”`))}, because “${because}”. Who and when stands in the audit trail.`,
  acceptNoMore: (said: readonly string[]) => `Accept ${list(said.map((word) => `“${word}”`))} no longer`,
  declined: (name: string, reason: string) => `${name} declined it: “${reason}”`,
  nothing: 'Nothing waits for a second person.',
  alonePublished: 'Published without a second person',
  alonePublishedLead: 'Nobody else could approve these. Somebody else should look at what they did.',
  publishedBy: (version: number, name: string, when: string, reason: string) =>
    `${name} published version ${version} ${when}, because “${reason}”.`,
  looked: 'I have looked at it',
  notOwn: 'You published this yourself, so somebody else must look at it.',
  me: 'You',
  colleague: 'A colleague',
  count: (count: number) => (count === 1 ? '1 thing waits for you' : `${count} things wait for you`),
} as const

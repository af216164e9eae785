import { counted } from '#lib/words/counted.ts'

/** What is said where somebody walks through the draft. */
export const walkWords = {
  page: 'Walk through it',
  lead: 'Portico runs this draft as a real portal beside the live one, with invented people, its own clock and its own mail. Nothing here is real, and nothing of it reaches a patient.',
  cannotStart:
    'On this computer nobody starts the processes of a rehearsal by themselves. `npm start` does; where Portico runs otherwise, rehearse on a computer of your own.',
  mendFirst: 'The draft has errors. Mend them first, then walk through it:',
  notSaved: 'The draft is still being saved.',
  start: 'Start the rehearsal',
  goOn: 'Go on with the last rehearsal',
  startOver: 'Start over',
  startOverWhy: 'A new database with nobody’s requests, and the draft as it is now.',
  stop: 'Stop',
  stopWhy: 'What was walked is kept. It stops by itself after half an hour unused.',
  other:
    'A rehearsal was begun meanwhile, in another tab or by a colleague. It goes on, and nothing of it was thrown away.',
  what: 'It begins with the draft as it stands and its invented people. This takes ten seconds, on a busy computer half a minute.',
  steps: {
    asked: 'Starting the processes…',
    database: 'Making the database…',
    people: 'Publishing the draft and loading the people…',
    opening: 'Opening the portal…',
    up: 'The rehearsal is running.',
  },
  failed:
    'It could not be started. Whoever runs the computer can read why in the log folder of the installation. You can start over.',
  carried: 'It has the draft as it is now.',
  older: 'The draft was changed since.',
  carry: 'Carry the draft again',
  carrying: 'Carrying it…',
  cannotCarry: 'This draft cannot be carried into the rehearsal under way. Start over with it, or change it:',
  who: 'Whom to walk as',
  whoWhy:
    'You are signed in as that person, without a password. In one browser there is one person at a time: opening the portal as another ends the first one’s session.',
  asWhom: 'One of the invented people',
  person: (name: string, roles: string) => `${name} (${roles})`,
  chooseFirst: 'Choose somebody first.',
  here: 'Open the portal here',
  tab: 'Open it in a new tab',
  as: (name: string) => `As ${name}`,
  why: 'Why is something hidden or allowed?',
  width: 'As wide as a',
  phone: 'phone',
  desk: 'computer',
  frame: (name: string) => `The portal as ${name} sees it`,
  away: 'Close',
  clock: 'The clock',
  now: 'In the rehearsal it is',
  clockWhy:
    'It goes forward only. What falls due on the way falls due. A portal open in another tab learns the time when you load it anew.',
  hour: '1 hour on',
  tomorrow: 'Tomorrow 09:00',
  nextDue: (at: string) => `Next deadline: ${at}`,
  noDue: 'Nothing falls due.',
  next: 'Next deadline',
  moment: 'Day and time to jump to',
  jump: 'Jump',
  notAhead: 'Choose a moment that is still ahead.',
  jumped: (from: string, to: string) => `The clock was moved on from ${from} to ${to}.`,
  mails: 'Messages',
  noMails: 'No message was sent yet.',
  to: (name: string | null, receiver: 'patient' | 'queue' | 'proxy') =>
    receiver === 'queue'
      ? `to the mailbox of ${name ?? 'a queue'}`
      : receiver === 'proxy'
        ? `to who acts for ${name ?? 'a patient'}`
        : `to ${name ?? 'a patient'}`,
  status: {
    pending: 'About to be sent',
    done: 'Sent',
    superseded: 'Not sent: the request had moved on',
    attention: 'Could not be sent',
  },
  words: 'The words that left',
  subject: 'Subject',
  happened: 'What happened',
  nothing: 'Nothing yet. Choose a patient and ask for something.',
  began: (by: string) => `${by} sends it`,
  took: (by: string, step: string) => `${by} takes “${step}”`,
  system: 'The system',
  at: (state: string) => `at ${state}`,
  due: (at: string) => `Due ${at}`,
  save: 'Save as a rehearsal',
  saveOf: (reference: string) => `Save as a rehearsal: ${reference}`,
  saveWhy: 'Everybody here is invented, so no rehearsal made here holds anything about a real person.',
  saved: (passes: boolean) =>
    passes
      ? 'Saved in the draft. It was run at once, and passes.'
      : 'Saved in the draft. It was run at once, and something came otherwise:',
  notSaveable: 'No rehearsal can be made of this request.',
  label: (workflow: string, state: string) => `${workflow}: ${state}, as walked`,
  labelEs: (workflow: string, state: string) => `${workflow}: ${state}, como se recorrió`,
  another: (label: string, number: number) => `${label} (${number})`,
  requests: (count: number) => counted(count, 'request', 'requests'),
  publishWalked: 'Somebody walked through this very draft in a rehearsal.',
  publishNot: 'Nobody walked through this draft yet.',
} as const

import { verbInWords } from '@portico/engine/trail/entry-words'
import { counted } from './counted.ts'
import { refusals } from './refusals.ts'

const shortId = (id: string): string => `#${id.slice(-8)}`

export const trail = {
  lead: 'Every look, change, refusal and sign-in. Values are never in it. Reading it is written down too.',
  ask: 'What do you want to know?',
  patient: 'About which patient?',
  find: 'Find',
  findHint: 'The beginning of a name, or a date of birth as 1980-12-31.',
  found: (count: number) =>
    count === 0 ? 'Nobody was found.' : `${counted(count, 'person was', 'people were')} found. Choose one.`,
  anyPatient: 'All patients',
  otherPatient: 'Another patient',
  onlyBy: 'Only what was done by',
  anybody: 'By anybody',
  only: (who: string) => `Show only what ${who} did`,
  days: 'How far back?',
  daysBack: (days: number) =>
    days >= 2200 ? 'All six years' : days === 365 ? 'One year' : counted(days, 'day', 'days'),
  verb: 'What was done?',
  anyVerb: 'Anything',
  entries: 'Entries, newest first',
  byPerson: 'Choose a name to see only what that person did.',
  table: 'Entries of the trail',
  none: 'Nothing of that kind was written down in this time.',
  refresh: 'Refresh',
  showNames: 'Show patients’ names',
  namesAre: 'Looking up names is a read and is written down.',
  when: 'When',
  who: 'Who',
  what: 'What',
  forWhom: 'For whom',
  outcome: 'Outcome',
  from: 'From where',
  done: 'Done',
  refused: 'Refused',
  outrun: 'Too late',
  why: (code: string) => (code in refusals ? code.replaceAll('-', ' ') : code),
  standsFor: (patient: string) => `acting for ${patient}`,
  repeated: (times: number, since: string) => `${times} times since ${since}`,
  shortId,
  records: (references: readonly string[]) =>
    `${references.slice(0, 3).join(', ')}${references.length > 3 ? ` and ${references.length - 3} more` : ''}`,
  recordCount: (count: number) => counted(count, 'record', 'records'),
  unnamed: (count: number) => counted(count, 'patient', 'patients'),
  people: (names: readonly string[]) =>
    names.length > 3
      ? `${names.slice(0, 3).join('; ')} and ${names.length - 3} more`
      : names.join('; ') || '–',
  verbs: verbInWords,
  newer: 'Newer',
  older: 'Older',
  page: (page: number) => `Page ${page}`,
  size: (size: number, unsealed: number) =>
    `${counted(size, 'entry', 'entries')} in the trail, ${unsealed} of them not sealed yet.`,
  download: 'Download',
  downloading: 'Preparing…',
  check: 'Check the trail',
  checkWhat: 'Proves from seals and signatures that no entry was altered, removed or put in later.',
  checkNow: 'Check the trail',
  checking: 'Checking…',
  sound: 'The trail is sound: nobody altered, removed or inserted an entry.',
  unsound: (count: number) => `The trail was tampered with: ${counted(count, 'finding', 'findings')}.`,
  findings: { altered: 'Altered.', removed: 'Removed.', inserted: 'Inserted.', checkpoint: 'Checkpoint.' },
  checked: (size: number, unsealed: number, at: string) =>
    `${counted(size, 'entry', 'entries')} checked at ${at}; the newest ${unsealed} are not sealed yet and cannot be proven.`,
} as const

import { listed } from '../portal/name.ts'
import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { labelOf } from '../portal/text.ts'
import type { Entry, EntryVerb } from './entry.ts'

/** What was done, as the office reads it on screen and in a download. */
export const verbInWords = {
  list: 'Listed',
  open: 'Opened',
  search: 'Searched',
  create: 'Began',
  update: 'Changed',
  transition: 'Took the step',
  'sign-in': 'Signed in',
  'sign-out': 'Signed out',
  'second-factor': 'Second factor',
  build: 'Worked on the draft',
  publish: 'Published',
  notice: 'Sent the message',
  export: 'Exported',
  'read-trail': 'Read the trail',
  'grant-role': 'Gave a role',
  'revoke-role': 'Took a role back',
  'open-account': 'Opened an account',
  'close-account': 'Closed an account',
  'test-as': 'Tested as',
  'rotate-keys': 'Renewed the keys',
  shred: 'Destroying a patient’s data',
} as const satisfies Record<EntryVerb, string>

/** What each detail that is no id of the portal means: whatever the code writes has its words here. */
export const details: Readonly<Record<string, string>> = {
  'renew-rules': 'a newer program put its own rules in force for what was live',
  filled: 'a field took over the values of another one, of another kind',
  'try-kind': 'looked at which values would convert to another kind',
  load: 'looked at it',
  edit: 'changed it',
  review: 'reviewed it',
  'export-portal': 'wrote it as files',
  'attachment-dropped': 'destroyed a file that was not sent',
  'attachment-not-scanned': 'destroyed a file that could not be checked',
  'stop-publishing': 'stopped a publishing',
  'watch-publishing': 'looked at how far a publishing is',
  versions: 'looked at earlier versions',
  'go-back': 'looked at what going back would do',
  'ask-approval': 'asked for approval',
  'approve-draft': 'approved what a colleague asked for',
  'decline-draft': 'declined what a colleague asked for',
  'withdraw-asking': 'took the asking back',
  approvals: 'looked at what waits for approval',
  'review-alone': 'looked at what was published alone',
  'with-approval': 'two people agreed',
  'after-waiting': 'after 24 hours, by one person',
  check: 'checked that nobody altered it',
  trail: 'the audit trail',
  fresh: 'once more, to confirm',
  superseded: 'not sent, the request had moved on',
  bounced: 'it came back',
  refused: 'the mail server refused it',
  'no-address': 'not sent, there is no address',
  again: 'tried again',
  checked: 'the front desk has seen to it',
  'who-can': 'who can see this',
  why: 'why somebody can or cannot see this',
  'why-then': 'why somebody could see this',
  'why-transition': 'why somebody can or cannot take a step',
  'what-may': 'what somebody may do',
  colleagues: 'who has an account',
  notices: 'messages as sent',
  proxies: 'who may act for the patient',
  undelivered: 'messages that reached nobody',
  'has-account': 'whether there is an account',
  accounts: 'who has an account',
  'on-paper': 'the code on paper',
  'by-message': 'the code by message',
  'new-code': 'with a new code',
  accepted: 'with the code, and chose a password',
  invitation: 'an invitation',
  'back-to-queue': 'back to its queue',
  list: 'as a file',
  begun: 'begun',
  finished: 'finished',
  asked: 'asked for',
  confirmed: 'confirmed, and done',
  withdrawn: 'no longer asked for',
  hold: 'forbidden by a legal hold',
  release: 'legal hold lifted',
  shreddings: 'patients whose data is to be destroyed, or must be kept',
  earlier: 'what it held before',
  answers: 'what was typed and not sent yet',
  'put-back': 'an earlier value put back',
  account: 'an account by the name it signs in with',
  'mail-language': 'the language somebody is written to in',
  link: 'followed a link to it',
  attachment: 'a file',
  'by-ticket': 'into a rehearsal, by a ticket',
  counts: 'how many wait',
  'draw-logo': 'had a logo drawn',
  extend: 'to stay signed in',
  history: 'looked at what was changed, and by whom',
  'list-portals': 'looked at the practice’s portals',
  moment: 'looked at it as it was',
  'morning-list': 'the list to be printed',
  'name-point': 'gave a moment of it a name',
  offer: 'offered',
  reassign: 'handed over',
  'start-portal': 'started a further portal',
  watch: 'looked whether a colleague changed it',
  'load-walk': 'looked at the rehearsal',
  'walk-start': 'asked for a rehearsal, or for the last one to go on',
  'walk-start-over': 'asked for a new rehearsal',
  'walk-carry': 'carried it into the rehearsal',
  'walk-enter': 'walked into the rehearsal as an invented person',
  'walk-jump': 'moved the rehearsal’s clock on',
  'walk-request': 'looked at what a request of the rehearsal went through',
  'walk-stop': 'stopped the rehearsal',
  'rehearsal-jump': 'the clock was moved on',
}

/** The step, the message or the kind of question of an entry, by what the practice calls it. */
export const detailInWords = (portal: Portal, { verb, detail, table }: Entry): string => {
  if (detail === null) return ''
  if (verb === 'notice' && own(portal.notices, detail))
    return `“${labelOf(detail, own(portal.notices, detail), 'en')}”`
  if ((verb === 'grant-role' || verb === 'revoke-role') && own(portal.roles, detail))
    return `“${labelOf(detail, own(portal.roles, detail), 'en')}”`
  const workflow = Object.values(portal.workflows).find((declared) => declared.table === table)
  const transition = workflow ? own(workflow.transitions, detail) : undefined
  if (verb === 'transition' && transition) return `“${labelOf(detail, transition, 'en')}”`
  if (own(portal.workflows, detail)) return `“${labelOf(detail, own(portal.workflows, detail), 'en')}”`
  return `(${own(details, detail) ?? detail.replaceAll('-', ' ')})`
}

const fieldsInWords = (portal: Portal, { table, fields }: Entry): string =>
  table === null || fields.length === 0
    ? ''
    : `: ${listed(fields.map((field) => labelOf(field, own(own(portal.tables, table)?.fields, field), 'en')))}`

/** A whole entry's deed: "Opened Refill: Medicine and Dose". */
export const entryInWords = (portal: Portal, entry: Entry): string =>
  [
    verbInWords[entry.verb],
    entry.table === null ? '' : labelOf(entry.table, own(portal.tables, entry.table), 'en'),
    detailInWords(portal, entry),
  ]
    .filter((part) => part !== '')
    .join(' ') + fieldsInWords(portal, entry)

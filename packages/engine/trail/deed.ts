import type { RefusalCode } from '../refusal.ts'
import type { Entry, EntryVerb } from './entry.ts'

/** What people ask the trail for: seeing a name in a list and opening a record are two things (45 CFR 164.528). */
export const deeds = [
  'opened',
  'changed',
  'exported',
  'listed',
  'told',
  'session',
  'asked',
  'managed',
  'outrun',
  'refused',
] as const
export type Deed = (typeof deeds)[number]

const deedOfVerb = {
  list: 'listed',
  search: 'listed',
  open: 'opened',
  create: 'changed',
  update: 'changed',
  transition: 'changed',
  'sign-in': 'session',
  'sign-out': 'session',
  'second-factor': 'session',
  build: 'managed',
  publish: 'managed',
  notice: 'told',
  export: 'exported',
  'read-trail': 'asked',
  'grant-role': 'managed',
  'revoke-role': 'managed',
  'open-account': 'managed',
  'close-account': 'managed',
  'test-as': 'managed',
  'rotate-keys': 'managed',
  shred: 'managed',
} as const satisfies Record<EntryVerb, Deed>

/** What was refused only because somebody else had been faster, or because another tab had: nobody tried what is not allowed. */
const outrunCodes: ReadonlySet<string | null> = new Set<RefusalCode>([
  'stale-version',
  'wrong-state',
  'taken',
])

/** A refused try is a deed of its own kind, whatever it was to be. */
export const deedOf = ({
  verb,
  outcome,
  code,
  table,
}: Pick<Entry, 'verb' | 'outcome' | 'code' | 'table'>): Deed => {
  // A test hands over the records themselves, where it hands over any.
  if (verb === 'test-as' && outcome === 'done' && table !== null) return 'opened'
  if (outcome === 'done') return deedOfVerb[verb]
  return outrunCodes.has(code) ? 'outrun' : 'refused'
}

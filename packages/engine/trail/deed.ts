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

/** A refused try is a deed of its own kind, whatever it was to be. */
export const deedOf = ({ verb, outcome }: Pick<Entry, 'verb' | 'outcome'>): Deed =>
  outcome === 'refused' ? 'refused' : deedOfVerb[verb]

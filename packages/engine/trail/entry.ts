import { z } from 'zod'

/** One audited fact. It holds names and ids, never a field's value (45 CFR 164.312(b), ASTM E2147). */
export const entryVerbs = [
  'list',
  'open',
  'search',
  'create',
  'update',
  'transition',
  'sign-in',
  'sign-out',
  'second-factor',
  'build',
  'publish',
  'notice',
  'export',
  'read-trail',
  'grant-role',
  'revoke-role',
  'open-account',
  'close-account',
  'test-as',
  'rotate-keys',
  'shred',
] as const
export type EntryVerb = (typeof entryVerbs)[number]

export const entrySchema = z.strictObject({
  seq: z.string(),
  at: z.string(),
  verb: z.enum(entryVerbs),
  outcome: z.enum(['done', 'refused']),
  /** The refusal's code, when refused. */
  code: z.string().nullable(),
  account: z.string().nullable(),
  person: z.string().nullable(),
  audience: z.string(),
  roles: z.array(z.string()),
  /** The patient stood for, which tells a proxy's act from the patient's own. */
  onBehalfOf: z.string().nullable(),
  version: z.number().int(),
  table: z.string().nullable(),
  records: z.array(z.string()),
  /** Whose records they are, so that "every access to this patient" is one index. */
  patients: z.array(z.string()),
  fields: z.array(z.string()),
  /** The transition, notice or search kind: an id of the portal, never what somebody typed. */
  detail: z.string().nullable(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  session: z.string().nullable(),
})
export type Entry = z.infer<typeof entrySchema>

import { z } from 'zod'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import { portalSchema } from '@portico/engine/portal/portal'
import { languages } from '@portico/engine/portal/text'

/** What the builder's process and a rehearsal environment say to each other. */
const moment = z.string()
const account = z.string().refine(isAccountId)
const record = z.string().refine(isRecordId)
const value = z.union([z.string(), z.number(), z.boolean(), z.null()])

const personSchema = z.object({
  account,
  name: z.string(),
  audience: z.enum(['patient', 'staff']),
  /** Roles by id, and as people read them. */
  roles: z.array(z.string()),
  called: z.string(),
})
const mailSchema = z.object({
  id: z.string(),
  at: moment,
  notice: z.string(),
  to: z.string().nullable(),
  receiver: z.enum(['patient', 'queue', 'proxy']),
  status: z.enum(['pending', 'done', 'superseded', 'attention']),
  language: z.enum(languages).nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
})
const requestSchema = z.object({
  id: record,
  reference: z.string(),
  workflow: z.string(),
  called: z.string(),
  state: z.string(),
  hasEnded: z.boolean(),
  due: moment.nullable(),
  steps: z.array(
    z.object({
      version: z.number(),
      /** What was done, as people read it; null for the beginning. */
      took: z.string().nullable(),
      state: z.string(),
      /** Null for the system. */
      by: z.string().nullable(),
      at: moment,
    }),
  ),
})

export const lookSchema = z.object({
  hash: z.string(),
  now: moment,
  /** What falls due first of everything; null when nothing waits. */
  nextDue: moment.nullable(),
  people: z.array(personSchema),
  mails: z.array(mailSchema),
  requests: z.array(requestSchema),
  jumps: z.array(z.object({ at: moment, to: moment })),
})
export type RehearsalLook = z.infer<typeof lookSchema>

const problemSchema = z.object({ sentence: z.string(), path: z.array(z.union([z.string(), z.number()])) })
export const carriedSchema = z.object({ hash: z.string(), problems: z.array(problemSchema) })
export type Carried = z.infer<typeof carriedSchema>

export const ticketSchema = z.object({ ticket: z.string().nullable() })
export const jumpedSchema = z.object({ now: moment.nullable() })
export const walkedSchema = z.object({
  walked: z
    .object({
      workflow: z.string(),
      steps: z.array(
        z.object({
          takes: z.string().nullable(),
          roles: z.array(z.string()).nullable(),
          at: moment,
          to: z.string(),
          notices: z.array(z.string()),
          answers: z.record(z.string(), value).optional(),
        }),
      ),
      answers: z.record(z.string(), value),
      colleagues: z.record(z.string(), z.string()),
    })
    .nullable(),
})
export type WalkedAnswer = z.infer<typeof walkedSchema>

/** What the builder's process may ask of it, by the last part of the address. */
export const asks = {
  look: z.strictObject({}),
  carry: z.strictObject({ portal: portalSchema }),
  ticket: z.strictObject({ account }),
  jump: z.strictObject({ to: z.iso.datetime() }),
  walked: z.strictObject({ request: record }),
} as const

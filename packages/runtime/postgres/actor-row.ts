import { z } from 'zod'
import type { Actor } from '@portico/engine/access/actor'
import { isAccountId, isRecordId } from '@portico/engine/brand'
import { audiences, powers } from '@portico/engine/portal/portal'

const record = z.string().refine(isRecordId)

/** The actor as the database established it, and what it knows of the session. */
export const actorRowSchema = z.object({
  account: z.string().refine(isAccountId),
  audience: z.enum(audiences),
  person: record.nullable(),
  patient: record.nullable(),
  stands_for: record.nullable(),
  roles: z.array(z.string()),
  powers: z.array(z.enum(powers)),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  session: z.string(),
  fresh_at: z.string().transform((text) => new Date(text).toISOString()),
  second_factor: z.boolean(),
  idle_seconds: z.number(),
  seconds_left: z.number(),
})
export type ActorRow = z.infer<typeof actorRowSchema>

/** The system acts for one request; it has no account, no roles and no session. */
export const systemRowSchema = z.object({ audience: z.literal('system'), request: record })

export const actorOf = (row: ActorRow): Actor => ({
  account: row.account,
  audience: row.audience,
  roles: row.roles,
  powers: row.powers,
  person: row.person,
  patient: row.patient,
  facts: row.facts,
})

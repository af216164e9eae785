import { z } from 'zod'
import { isRecordId } from '@portico/engine/brand'

const recordId = z.string().refine(isRecordId)

/** What happened to a request, oldest first, as the database hands it over. */
export const timelineSchema = z.array(
  z.object({
    at: z.string(),
    version: z.number(),
    transition: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string(),
    audience: z.enum(['patient', 'staff', 'system']),
    account: z.string().nullable(),
    person: recordId.nullable(),
    assignee: recordId.nullable(),
  }),
)

import { z } from 'zod'
import { conditionSchema } from '../access/condition-schema.ts'

/**
 * What a computed field is made of: fields of the same record, put together in one of a few ways. It is closed like a
 * condition, so it always ends, reads back as a sentence, and needs nothing but the record.
 */
const source = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/)
const sources = z.array(source).min(2).max(20)

export const expressionSchema = z.union([
  z.strictObject({ sum: sources }),
  /** The first less the second; of two days, how many lie between them. */
  z.strictObject({ difference: z.array(source).length(2) }),
  /** One text after the other. */
  z.strictObject({ join: sources }),
  /** Whether this is so: yes or no. */
  z.strictObject({ whether: conditionSchema }),
])
export type ExpressionInput = z.infer<typeof expressionSchema>

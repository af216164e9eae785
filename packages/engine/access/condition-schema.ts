import { z } from 'zod'

/**
 * Which records, as data. One closed structure serves permissions, guards, visibility and routing: it has no
 * code, no patterns and no loops, so it always ends, reads back as a sentence and compiles to SQL.
 * A map of paths means "all of these": `{ patient.location: me.location }`.
 */
const scalarSchema = z.union([z.string().max(200), z.number(), z.boolean()])
const listSchema = z.array(scalarSchema).min(1).max(50)
const operandSchema = z.union([
  scalarSchema,
  z.strictObject({ '=': scalarSchema }),
  z.strictObject({ '!=': scalarSchema }),
  z.strictObject({ in: listSchema }),
  z.strictObject({ '<': scalarSchema }),
  z.strictObject({ '<=': scalarSchema }),
  z.strictObject({ '>': scalarSchema }),
  z.strictObject({ '>=': scalarSchema }),
  z.strictObject({ includes: scalarSchema }),
  z.strictObject({ 'is-blank': z.boolean() }),
])
export type OperandInput = z.infer<typeof operandSchema>
const pathSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,39}(\.[a-z][a-z0-9_-]{0,39}){0,2}$/)

export type ConditionInput =
  | { all: ConditionInput[] }
  | { any: ConditionInput[] }
  | { not: ConditionInput }
  | { [path: string]: OperandInput }

export const conditionSchema: z.ZodType<ConditionInput> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ not: conditionSchema }),
    // A map of nothing would quietly mean every record; who means that leaves the condition out.
    z
      .record(pathSchema, operandSchema)
      .refine((paths) => Object.keys(paths).length > 0, 'A condition must name a field'),
  ]),
)

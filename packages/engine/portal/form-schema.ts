import { z } from 'zod'
import { conditionSchema } from '../access/condition-schema.ts'
import { idSchema } from './id-schema.ts'
import { inOrder } from './order.ts'
import { textSchema } from './text-schema.ts'

/** What an answer begins with before anybody typed: what the patient's record says, or her last request of this kind. */
export const prefillSchema = z.union([z.literal('last'), z.strictObject({ patient: idSchema })])

export const questionSchema = z.strictObject({
  ask: idSchema,
  title: textSchema.optional(),
  hint: textSchema.optional(),
  optional: z.boolean().optional(),
  'only-when': conditionSchema.optional(),
  /** The section it is asked in. */
  section: idSchema.optional(),
  prefill: prefillSchema.optional(),
})

export const sectionSchema = z.strictObject({ label: textSchema, hint: textSchema.optional() })

/** What must be so of several answers together, the question at which it is said when it is not, and what is said. */
export const answerCheckSchema = z.strictObject({
  'only-when': conditionSchema,
  at: idSchema,
  say: textSchema,
})

type Sectioned = {
  readonly sections: Readonly<Record<string, unknown>>
  readonly order?: readonly string[] | undefined
}

/** In the order of their sections; what is in none comes first. Within a section they stay as they stood. */
export const bySection = <Question extends { readonly section?: string | undefined }>(
  questions: readonly Question[],
  order: readonly string[],
): Question[] => {
  const place = ({ section }: Question): number => (section === undefined ? -1 : order.indexOf(section))
  return questions.toSorted((one, other) => place(one) - place(other))
}

/** Every section in its place, whether or not the list names it. */
const sectionOrder = ({ sections, order }: Sectioned): string[] => Object.keys(inOrder(sections, order))

/**
 * Canonical JSON sorts keys, so the order of sections is a list, and complete once parsed. Questions stand as they are
 * asked: whoever goes through them need not know of sections.
 */
export const formSchema = z
  .strictObject({
    table: idSchema,
    label: textSchema.optional(),
    questions: z.array(questionSchema).min(1).max(100),
    sections: z.record(idSchema, sectionSchema).optional(),
    /** The sections, in the order they are asked. */
    order: z.array(idSchema).max(100).optional(),
    checks: z.record(idSchema, answerCheckSchema).optional(),
  })
  .overwrite(({ sections, order: listed, checks, ...form }) => {
    const kept = { ...form, ...(checks && Object.keys(checks).length > 0 && { checks }) }
    if (!sections || Object.keys(sections).length === 0) return kept
    const order = sectionOrder({ sections, order: listed })
    return { ...kept, questions: bySection(form.questions, order), sections: inOrder(sections, order), order }
  })

import { classes } from '@portico/engine/field/class'
import { textSchema } from '@portico/engine/portal/text-schema'
import { z } from 'zod'
import { units } from './due.ts'
import { questionKinds } from './new-question.svelte.ts'

/**
 * What the wizard was answered so far survives a reload of the page, in this tab, until the workflow is made or given up.
 * Like what is kept of the draft it holds the portal's own words, and nobody's data.
 */
const place = 'portico.new-workflow'

const names = { en: z.string(), es: z.string() }
const spanSchema = z.object({ count: z.string(), unit: z.enum(units) })
const questionSchema = z.object({
  ...names,
  id: z.string(),
  kind: z.enum(questionKinds),
  class: z.enum(classes),
  options: z.record(z.string(), textSchema),
})
const handSchema = z.object({
  handlers: z.array(z.string()),
  queue: z.string(),
  mailbox: z.string(),
  isTimed: z.boolean(),
  time: spanSchema,
  written: z.array(z.string()),
  notes: z.array(questionSchema),
  asksMore: z.boolean(),
})
const keptSchema = z.object({
  ...names,
  about: z.enum(['new', 'table']),
  table: z.string(),
  owns: z.boolean(),
  senders: z.array(z.string()),
  asked: z.array(z.string()),
  questions: z.array(questionSchema),
  hands: z.array(handSchema).min(1),
  whole: spanSchema,
  shared: z.array(z.string()),
  tells: z.boolean(),
  says: z.boolean(),
  permits: z.boolean(),
  knows: z.boolean(),
})
const mineSchema = z.object({ account: z.string(), answers: keptSchema })

export type KeptSpan = z.infer<typeof spanSchema>
export type KeptQuestion = z.infer<typeof questionSchema>
export type KeptHand = z.infer<typeof handSchema>
export type KeptAnswers = z.infer<typeof keptSchema>

export const keepAnswers = (account: string, answers: KeptAnswers): void => {
  try {
    sessionStorage.setItem(place, JSON.stringify({ account, answers }))
  } catch {
    // Without room, or where the browser forbids it, they last as long as the page.
  }
}

export const keptAnswers = (account: string): KeptAnswers | null => {
  try {
    const kept = mineSchema.parse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
    return kept.account === account ? kept.answers : null
  } catch {
    return null
  }
}

export const dropAnswers = (): void => {
  try {
    sessionStorage.removeItem(place)
  } catch {
    // What could not be kept need not be dropped.
  }
}

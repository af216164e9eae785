import type { Portal } from '@portico/engine/portal/portal'
import { fitsWithin } from '@portico/engine/workflow/fits-within'
import type { words } from '#lib/words.ts'
import { canJoin } from './made-answers.ts'
import type { NewHand } from './new-hand.svelte.ts'
import type { NewQuestion } from './new-question.svelte.ts'
import type { NewWorkflow } from './new-workflow.svelte.ts'

export type Missing = keyof typeof words.workflows.wizard.missing
/** What is still missing, and at which of the questions. */
export type Lack = { readonly missing: Missing; readonly at: string }

/** The question about one group, by its place. */
export const handPlace = (at: number): string => `hand-${at}`

const isTwice = (questions: readonly NewQuestion[], labels: readonly string[]): boolean => {
  const all = [...labels, ...questions.map(({ names }) => names.en.trim())].map((one) => one.toLowerCase())
  return new Set(all).size < all.length
}

const ofQuestions = (questions: readonly NewQuestion[]): readonly Missing[] => [
  ...(questions.some(({ missing }) => missing === 'name') ? (['question'] as const) : []),
  ...(questions.some(({ missing }) => missing === 'options') ? (['options'] as const) : []),
]

const ofHand = (hand: NewHand, at: number, isLast: boolean, ground: Portal): readonly Missing[] => [
  ...(hand.handlers.length > 0 ? [] : ([at === 0 ? 'handlers' : 'next'] as const)),
  ...(canJoin(ground, hand.queue, hand.handlers) ? [] : (['queue'] as const)),
  ...(hand.isMailboxGood ? [] : (['mailbox'] as const)),
  ...(isLast || !hand.isTimed || hand.time.isGood ? [] : (['within'] as const)),
]

/** The times of their own that pass before the last group has it must leave something of the whole. */
const ofWhole = ({ whole, hands }: NewWorkflow, ground: Portal, now: string): readonly Missing[] => {
  if (!whole.isGood) return ['within']
  const timed = hands.slice(0, -1).filter(({ isTimed }) => isTimed)
  if (timed.some(({ time }) => !time.isGood)) return []
  const spans = timed.map(({ time }) => time.within)
  return fitsWithin(ground, spans, whole.within, now) ? [] : ['longer']
}

const labelsOf = (made: NewWorkflow, ground: Portal, parts: readonly NewQuestion[]): readonly string[] =>
  Object.entries(ground.tables[made.table]?.fields ?? {})
    .filter(([id]) => !parts.some((part) => part.id === id))
    .map(([id, { label }]) => label?.en.trim() ?? id)

/** Everything that is still missing, in the order of the questions. */
export const lacksOf = (made: NewWorkflow, ground: Portal): readonly Lack[] => {
  const at = (place: string, all: readonly Missing[]): readonly Lack[] =>
    all.map((missing) => ({ missing, at: place }))
  const { questions, hands, names, about, table, senders } = made
  const parts = [...questions, ...hands.flatMap(({ notes }) => notes)].filter(({ isEmpty }) => !isEmpty)
  const isChosen = about === 'new' || Object.hasOwn(ground.tables, table)
  const isAsked = made.asked.length + questions.length > 0
  return [
    ...at('about', isChosen ? [] : ['table']),
    ...at('about', names.missing === null ? [] : ['name']),
    ...at('senders', senders.length > 0 ? [] : ['senders']),
    ...at('asked', isAsked ? [] : ['asked']),
    ...at('asked', ofQuestions(questions)),
    ...at('asked', isTwice(parts, labelsOf(made, ground, parts)) ? ['twice'] : []),
    ...hands.flatMap((hand, place) => [
      ...at(handPlace(place), ofHand(hand, place, place === hands.length - 1, ground)),
      ...at(place === 0 ? 'written' : handPlace(place), ofQuestions(hand.notes)),
    ]),
    ...at('whole', ofWhole(made, ground, new Date().toISOString())),
  ]
}

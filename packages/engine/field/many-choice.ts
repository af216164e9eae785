import { offeredIn } from './offered.ts'
import { parsed, unparsed, type Kind } from './kind.ts'

/** What was chosen, one by one: an id has no space, so spaces stand between them. */
export const chosenIn = (value: string): readonly string[] => value.split(/[\s,]+/).filter((id) => id !== '')

/** Several of the options that are offered, by their ids: each once, in one order, so that the same choice is the same value. */
export const manyChoice = {
  parse: (typed, field) => {
    const chosen = [...new Set(chosenIn(typed))].toSorted()
    const offered = offeredIn(field)
    return chosen.length > 0 && chosen.every((id) => offered.includes(id))
      ? parsed(chosen.join(' '))
      : unparsed('not-a-choice')
  },
  column: 'text',
} satisfies Kind

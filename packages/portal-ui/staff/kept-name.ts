import type { Fact } from '../render/fact.ts'

/** What a line of a list goes by, in words. */
export const keptName = (facts: readonly Fact[], goesBy: string | undefined): string | undefined =>
  facts.find(({ id, isBlank, isWithheld }) => id === goesBy && !isBlank && !isWithheld)?.value

/** A reason a draft cannot be published (`error`), or something its maker should look at (`hint`). */
export type Problem = {
  readonly code: string
  readonly severity: 'error' | 'hint'
  /** Where, as keys from the portal's root: `['tables', 'refill', 'fields', 'medication', 'class']`. */
  readonly path: readonly (string | number)[]
  /** A sentence an operations lead understands, which says what to do. */
  readonly sentence: string
}

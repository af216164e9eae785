import type { Edit } from './edit.ts'

export type Path = readonly (string | number)[]

/** A reason a draft cannot be published (`error`), or something its maker should look at (`hint`). */
export type Problem = {
  readonly code: string
  readonly severity: 'error' | 'hint'
  /** Where, as keys from the portal's root: `['tables', 'refill', 'fields', 'medication', 'class']`. */
  readonly path: Path
  /** A sentence an operations lead understands, which says what to do. Names people chose stand in `*stars*`. */
  readonly sentence: string
  /** Where inside a text, counted from 1; only wordings have it. */
  readonly at?: { readonly line: number; readonly column: number }
  /** The words a privacy officer could accept here; only what the scan of messages found has them. */
  readonly words?: readonly string[]
  /** The edit that mends it, where there is one everybody would make. */
  readonly fix?: Edit
}

/** A problem and the place in a file where it is mended. */
export type PlacedProblem = Problem & {
  readonly file: string
  readonly at: { readonly line: number; readonly column: number }
}

type Extra = Pick<Problem, 'at' | 'fix' | 'words'>

/** The edit that mends a problem, where there is one. */
export const fixBy = (fix: Edit | null): Extra => (fix ? { fix } : {})

export const errorAt = (code: string, path: Path, sentence: string, extra: Extra = {}): Problem => ({
  code,
  severity: 'error',
  path,
  sentence,
  ...extra,
})

export const hintAt = (code: string, path: Path, sentence: string, extra: Extra = {}): Problem => ({
  ...errorAt(code, path, sentence, extra),
  severity: 'hint',
})

export const blocksPublishing = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error')

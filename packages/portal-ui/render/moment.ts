import type { ShownFile } from './file-door.ts'

/** A cell that was changed, and what it said until then. */
export type Change = {
  readonly id: string
  readonly field: string
  readonly label: string
  readonly before: string
  readonly file: ShownFile | null
  readonly mayPutBack: boolean
  /** It says the same again. */
  readonly isNow: boolean
}

/** Something that happened to a request, as it is told. */
export type Moment = {
  readonly at: string
  readonly what: string
  readonly who: string
  readonly when: string
  readonly changes?: readonly Change[]
}

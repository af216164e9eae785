import type { ShownRecord } from '../render/record.ts'

/** One record of a kept table as its list shows it. */
export type KeptLine = {
  readonly record: ShownRecord
  /** When it takes place; null where it has no time. */
  readonly at: string | null
  readonly name: string
  readonly about: string
}

import type { FieldValue } from '@portico/engine/access/condition'
import type { RecordId } from '@portico/engine/brand'

/** One record as its reader may know it: what came through, and for staff the names of what did not. */
export type RecordAnswer = {
  readonly id: RecordId
  readonly table: string
  readonly cells: Readonly<Record<string, FieldValue>>
  /** Fields withheld from this staff role. Always empty for patients: for them nothing may hint at what is withheld. */
  readonly hidden: readonly string[]
  readonly request: RequestAnswer | null
}

export type RequestAnswer = {
  readonly reference: string
  readonly state: string
  readonly queue: string | null
  readonly assignee: RecordId | null
  readonly due: string | null
  readonly created: string
  readonly version: number
  readonly pinned: number
}

import type { RecordId } from '../brand.ts'

/** One run of a workflow: where it is and who has it. Its record, which bears the same id, holds the values. */
export type PortalRequest = {
  readonly id: RecordId
  readonly workflow: string
  /** The published version whose process it is pinned to. */
  readonly pinned: number
  readonly state: string
  readonly queue: string | null
  readonly assignee: RecordId | null
  /** Counts what people see; a transition names the version it saw. */
  readonly version: number
  /** When it was asked: the instant, ISO. */
  readonly created: string
}

import type { Path } from '@portico/engine/portal/problem'

export type Kind =
  | 'page'
  | 'action'
  | 'table'
  | 'field'
  | 'role'
  | 'permission'
  | 'workflow'
  | 'stage'
  | 'step'
  | 'form'
  | 'question'
  | 'message'
  | 'queue'
  | 'rehearsal'
  | 'person'
  | 'use'

/** One thing that can be found and gone to, or done. */
export type Entry = {
  readonly id: string
  readonly kind: Kind
  /** What is shown. Names people chose stand in `*stars*` where it is a sentence. */
  readonly label: string
  /** What else it is called: the other language, its id. */
  readonly also: readonly string[]
  /** What it belongs to. */
  readonly within?: string
  /** Where it stands in the portal, for what can be asked after. */
  readonly path?: Path
  /** The keys that do the same. */
  readonly keys?: string
  readonly href?: string
  readonly run?: () => void
}

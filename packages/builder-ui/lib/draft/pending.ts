import type { editSchema } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import type { z } from 'zod'
import type { Unsaved } from './kept-undo.ts'

/** One keystroke in a text replaces the one before it; `key` says which text. */
export type Pending = Unsaved & {
  readonly edits: z.infer<typeof editSchema>[]
  /** The draft with these edits. */
  readonly after: Portal
}

const editsAtOnce = 100

export const withNext = (pending: readonly Pending[], next: Pending): readonly Pending[] => {
  const typesOn = next.key !== null && pending.at(-1)?.key === next.key
  return [...(typesOn ? pending.slice(0, -1) : pending), next]
}

/** How many of them one call takes. What has a reason goes alone, so that the reason is of that and of nothing else. */
export const sentAtOnce = (pending: readonly Pending[]): number => {
  let count = 0
  const end = pending.findIndex(({ edits, reason }, index) => {
    count += edits.length
    const isApart = reason !== null || (pending[index - 1]?.reason ?? null) !== null
    return index > 0 && (isApart || count > editsAtOnce)
  })
  return end === -1 ? pending.length : end
}

import { apply } from '@portico/engine/portal/apply'
import { between } from '@portico/engine/portal/between'
import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'

export type Step = {
  readonly edits: readonly Edit[]
  readonly inverses: readonly Edit[]
  /** Which text was typed in: steps with the same key are one. */
  readonly key: string | null
  /** What somebody else did in between: it is not undone here, and what is undone goes round it. */
  readonly theirs?: boolean | undefined
}

/** What led from one portal to another, as one step that is nobody's typing. */
export const stepBetween = (before: Portal, after: Portal): Step | null => {
  const [on, back] = [between(before, after), between(after, before)]
  return on && back ? { edits: [on], inverses: [back], key: null } : null
}

/** A portal after some edits, each on what the one before left; null where they do not belong to it. */
export const ledThrough = (portal: Portal, edits: readonly Edit[]): Portal | null =>
  edits.reduce<Portal | null>((now, edit) => {
    const result = now && apply(now, edit)
    return result?.ok ? result.value.portal : null
  }, portal)

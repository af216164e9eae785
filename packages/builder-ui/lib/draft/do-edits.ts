import { apply } from '@portico/engine/portal/apply'
import { editSchema, type Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import { words } from '#lib/words.ts'
import type { Pending } from './pending.ts'

type Done = Pick<Pending, 'edits' | 'after'> & {
  /** What undoes them, in the order in which to do it. */
  readonly inverses: readonly Edit[]
}

/** Edits on a draft: all of them, or the sentence that says why not. */
export const doEdits = (portal: Portal, edits: readonly Edit[]): Done | string => {
  let after = portal
  const inverses: Edit[] = []
  const done: Pending['edits'] = []
  for (const edit of edits) {
    const parsed = editSchema.safeParse(edit)
    if (!parsed.success) return words.cannotBe
    const result = apply(after, parsed.data)
    if (!result.ok) return result.refusal[0]?.sentence ?? words.cannotBe
    after = result.value.portal
    inverses.unshift(result.value.inverse)
    done.push(parsed.data)
  }
  return { after, inverses, edits: done }
}

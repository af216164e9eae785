import { refusalOf } from '#lib/calls.ts'
import { keptUndo, keptUnsaved, type Unsaved } from './kept-undo.ts'
import type { Theirs } from './together.svelte.ts'
import type { Kept } from './undo.svelte.ts'

type Asked = (input: { readonly revision: number }) => Promise<Pick<Theirs, 'portal'>>
type Moments = { readonly draft: { readonly moment: { readonly query: Asked } } }
type Loaded = Theirs & { readonly live: { readonly version: number } | null }

export type Recalled = Theirs & {
  readonly undo: Kept | null
  /** The first of them are steps of undo already. */
  readonly steps: readonly (Unsaved & { readonly isStep: boolean })[]
}

/** A moment that is not to be had any more is the present one: what still fits on it is put there. */
const momentOf = async (calls: Moments, loaded: Theirs, revision: number): Promise<Theirs> => {
  if (revision >= loaded.revision) return loaded
  try {
    return { revision, portal: (await calls.draft.moment.query({ revision })).portal }
  } catch (fault) {
    if (refusalOf(fault)) return loaded
    throw fault
  }
}

/** After a reload of the page: what was not saved, and what could be undone, with the draft they belong to. */
export const recall = async (calls: Moments, account: string, loaded: Loaded): Promise<Recalled> => {
  const [undo, unsaved] = [keptUndo(account), keptUnsaved(account)]
  const steps = unsaved?.steps ?? []
  const last = (steps.length > 0 ? unsaved : undo)?.revision ?? loaded.revision
  const { portal, revision } = await momentOf(calls, loaded, last)
  const isStill = undo?.revision === revision && undo.live === (loaded.live?.version ?? null)
  const known = isStill ? undo : null
  const isStep = (index: number): boolean => known !== null && index < known.unsaved
  return {
    portal,
    revision,
    undo: known,
    steps: steps.map((step, index) => ({ ...step, isStep: isStep(index) })),
  }
}

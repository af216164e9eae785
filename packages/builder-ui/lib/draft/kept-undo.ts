import { editSchema, type Edit } from '@portico/engine/portal/edit'
import { z } from 'zod'
import type { Kept } from './undo.svelte.ts'

/**
 * What was not saved yet and what can be undone survive a reload of the page, in this tab, with the revision of the draft
 * they belong to. It holds the portal's own words, and nobody's data.
 */
const places = { undo: 'portico.undo', unsaved: 'portico.unsaved' } as const
const stepSchema = z.object({
  edits: z.array(editSchema),
  inverses: z.array(editSchema),
  key: z.string().nullable(),
  theirs: z.boolean().optional(),
})
const belongs = { account: z.string(), revision: z.number() }
const undoSchema = z.object({
  ...belongs,
  done: z.array(stepSchema),
  undone: z.array(stepSchema),
  /** Which version was live: what went live since is no step to take back. */
  live: z.number().nullable(),
  /** How many of the steps that were not saved yet are among these. */
  unsaved: z.number().int(),
})
const unsavedSchema = z.object({
  ...belongs,
  steps: z.array(
    z.object({ edits: z.array(editSchema), key: z.string().nullable(), reason: z.string().nullable() }),
  ),
})

/** Edits that make sense only together, and are not saved yet. */
export type Unsaved = {
  readonly edits: readonly Edit[]
  readonly key: string | null
  readonly reason: string | null
}

const keep = (place: string, value: object): void => {
  try {
    sessionStorage.setItem(place, JSON.stringify(value))
  } catch {
    // Without room, or where the browser forbids it, it lasts as long as the page.
  }
}

const kept = <Value extends { readonly account: string }>(
  place: string,
  schema: z.ZodType<Value>,
  account: string,
): Value | null => {
  try {
    const value = schema.parse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
    return value.account === account ? value : null
  } catch {
    return null
  }
}

const keepsAfter = 1000
let keepsLater: (() => void) | null = null
const keepNow = (): void => {
  keepsLater?.()
  keepsLater = null
}

type Edited = { readonly revision: number; readonly live: { readonly version: number } | null }
/** It grows with every step, so it is not written with each of them, but a moment later, and before the page goes. */
export const keepUndo = (
  account: string,
  { revision, live }: Edited,
  { done, undone }: Kept,
  unsaved: number,
): void => {
  if (keepsLater === null) {
    setTimeout(keepNow, keepsAfter)
    addEventListener('pagehide', keepNow, { once: true })
  }
  const value = { account, revision, live: live?.version ?? null, done, undone, unsaved }
  keepsLater = () => keep(places.undo, value)
}
export const keptUndo = (account: string) => kept(places.undo, undoSchema, account)

export const keepUnsaved = (account: string, revision: number, unsaved: readonly Unsaved[]): void =>
  keep(places.unsaved, {
    account,
    revision,
    steps: unsaved.map(({ edits, key, reason }) => ({ edits, key, reason })),
  })
export const keptUnsaved = (account: string) => kept(places.unsaved, unsavedSchema, account)

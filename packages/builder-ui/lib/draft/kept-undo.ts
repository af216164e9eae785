import { editSchema } from '@portico/engine/portal/edit'
import { z } from 'zod'
import type { Kept } from './undo.svelte.ts'

/**
 * What can be undone survives a reload of the page, in this tab and for this revision of the draft only: on any other
 * the inverses would put back what somebody else changed since. It holds the portal's own words, and nobody's data.
 */
const place = 'portico.undo'
const stepSchema = z.object({
  edits: z.array(editSchema),
  inverses: z.array(editSchema),
  key: z.string().nullable(),
})
const keptSchema = z.object({
  account: z.string(),
  revision: z.number(),
  done: z.array(stepSchema),
  undone: z.array(stepSchema),
})

export const keepUndo = (account: string, revision: number, kept: Kept): void => {
  try {
    sessionStorage.setItem(place, JSON.stringify({ account, revision, ...kept }))
  } catch {
    // Without room, or where the browser forbids it, undo lasts as long as the page.
  }
}

export const keptUndo = (account: string, revision: number): Kept | null => {
  try {
    const kept = keptSchema.parse(JSON.parse(sessionStorage.getItem(place) ?? 'null'))
    return kept.account === account && kept.revision === revision ? kept : null
  } catch {
    return null
  }
}

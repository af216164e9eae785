import type { Refusal } from '@portico/engine/refusal'
import { timeIn } from './answers/when.ts'
import { words } from './words.ts'

/** What this page was about had gone on without it: nobody did anything wrong, and nothing was done. */
export const isOutrun = (refusal: Refusal | null): boolean =>
  refusal?.code === 'stale-version' || refusal?.code === 'draft-changed' || refusal?.code === 'portal-changed'

/** What somebody reads once a page that had stood open for a while was loaded anew. */
export const loadedAnew = (timezone: string): string =>
  words.loadedAnew(timeIn(timezone, new Date(performance.timeOrigin).toISOString()))

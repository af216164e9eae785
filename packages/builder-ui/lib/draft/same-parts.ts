import type { Portal } from '@portico/engine/portal/portal'
import { shared } from '@portico/engine/portal/shared'

type Loaded = { readonly portal: Portal; readonly live: { readonly portal: Portal } }

/** What was loaded, with all that live and draft have in common, and that was known before, being the very same value. */
export const withSameParts = <Load extends Loaded>(loaded: Load, known: Portal | null): Load => {
  const live = known ? shared(known, loaded.live.portal) : loaded.live.portal
  return { ...loaded, live: { ...loaded.live, portal: live }, portal: shared(live, loaded.portal) }
}

import { checkAgainst } from './check-against.ts'
import { check } from './check.ts'
import type { Portal } from './portal.ts'
import type { Problem } from './problem.ts'

/** Everything that keeps a draft back that its maker's browser can know: what is live stands in its way too. */
export const checkDraft = (draft: Portal | null, live: Portal | null): readonly Problem[] =>
  draft === null ? [] : [...(live === null ? [] : checkAgainst(live, draft)), ...check(draft)]

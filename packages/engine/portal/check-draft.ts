import { checkAgainst } from './check-against.ts'
import { check } from './check.ts'
import type { Portal } from './portal.ts'
import type { Problem } from './problem.ts'
import { withoutWaitedIn } from './waited-in.ts'

/** What is live, and the queues its open requests wait in. */
type Live = { readonly portal: Portal; readonly queues: readonly string[] }

/** Everything that keeps a draft back that its maker's browser can know: what is live stands in its way too. */
export const checkDraft = (draft: Portal | null, live: Live | null): readonly Problem[] => {
  if (draft === null) return []
  const found = withoutWaitedIn(check(draft), live?.queues ?? [])
  return live === null ? found : [...checkAgainst(live.portal, draft), ...found]
}

import { check } from '@portico/engine/portal/check'
import { checkAgainst } from '@portico/engine/portal/check-against'
import { processProblems } from '@portico/engine/portal/process-problems'
import type { Portal } from '@portico/engine/portal/portal'
import { blocksPublishing, type Problem } from '@portico/engine/portal/problem'
import { rehearsalProblems } from '@portico/engine/rehearsal/rehearsal-problems'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import type { OpenProcess } from '../postgres/draft-store.ts'

/**
 * Everything that keeps a draft from being published: in itself, in its rehearsals (which need a sound portal), against what is live, and against the processes open
 * requests are pinned to, which must go on working.
 */
export const draftProblems = async (
  draft: Portal,
  live: Version,
  open: readonly OpenProcess[],
  versions: LiveStore,
): Promise<readonly Problem[]> => {
  const pinned = await Promise.all(
    open.map(async ({ workflow, pinned: number }) =>
      processProblems((await versions.numbered(number)).portal, workflow, draft),
    ),
  )
  const found = check(draft)
  const rehearsed = blocksPublishing(found) ? [] : rehearsalProblems(draft)
  return [...found, ...rehearsed, ...checkAgainst(live.portal, draft), ...pinned.flat()]
}

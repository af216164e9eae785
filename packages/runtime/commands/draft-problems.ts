import { check } from '@portico/engine/portal/check'
import type { Portal } from '@portico/engine/portal/portal'
import type { Problem } from '@portico/engine/portal/problem'
import type { LiveStore, Version } from '../postgres/live-store.ts'
import type { OpenProcess } from '../postgres/draft-store.ts'

/**
 * Everything that keeps a draft from being published: in itself, against what is live, and against the processes open
 * requests are pinned to, which must go on working.
 */
export const draftProblems = (
  draft: Portal,
  _live: Version,
  _open: readonly OpenProcess[],
  _versions: LiveStore,
): Promise<readonly Problem[]> => Promise.resolve(check(draft))

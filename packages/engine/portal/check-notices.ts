import { checkShownNames } from '../notice/check-shown-names.ts'
import { checkWords } from '../notice/check-words.ts'
import { checkWordings } from '../notice/check.ts'
import { noticeName } from './name.ts'
import type { Portal } from './portal.ts'
import { hintAt, type Problem } from './problem.ts'

const isSent = (portal: Portal, notice: string): boolean =>
  Object.values(portal.workflows).some(
    (workflow) =>
      workflow.start.notice === notice ||
      Object.values(workflow.transitions).some((transition) => transition.notice === notice),
  )

export const checkNotices = (portal: Portal): readonly Problem[] => [
  ...Object.keys(portal.notices)
    .filter((id) => !isSent(portal, id))
    .map((id) =>
      hintAt('notice-unused', ['notices', id], `Nothing sends ${noticeName(portal, id)}.`, {
        fix: { kind: 'remove-notice', notice: id },
      }),
    ),
  ...checkWordings(portal),
  ...checkWords(portal),
  ...checkShownNames(portal),
]

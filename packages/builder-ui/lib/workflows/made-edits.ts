import type { Edit } from '@portico/engine/portal/edit'
import type { Portal } from '@portico/engine/portal/portal'
import type { Text } from '@portico/engine/portal/text'
import type { Answers } from './made-answers.ts'
import { madeIds } from './made-ids.ts'
import { madeParts } from './made-parts.ts'
import { madeIdentity, madePermissions } from './made-permissions.ts'
import { madeStages } from './made-stages.ts'
import { madeWorkflow } from './made-workflow.ts'

/** Everything that follows from what was answered, at once, so that one step of undo takes all of it back. */
export const madeEdits = (
  answers: Answers,
  portal: Portal,
  label: Text,
): { readonly workflow: string; readonly edits: readonly Edit[] } => {
  const ids = madeIds(answers, portal, label)
  const stages = madeStages(answers, portal, label)
  return {
    workflow: ids.workflow,
    edits: [
      ...madeParts(answers, portal, ids, stages, label),
      madeWorkflow({ answers, portal, ids, stages }, label),
      ...(answers.permits ? madePermissions(answers, portal, ids, stages) : []),
      ...(answers.permits && answers.knows ? madeIdentity(answers, portal) : []),
    ],
  }
}

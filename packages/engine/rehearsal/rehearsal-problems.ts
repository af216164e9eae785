import { rehearsalName } from '../portal/name.ts'
import type { Portal } from '../portal/portal.ts'
import { errorAt, type Path, type Problem } from '../portal/problem.ts'
import { rehearseAll, type RehearsalResult } from './rehearse.ts'

/** The start is told first, then the steps, which people count from one. */
const placeOf = (id: string, index: number): Path =>
  index === 0 ? ['rehearsals', id, 'start'] : ['rehearsals', id, 'steps', index - 1]

const problemsOf = (portal: Portal, { id, outcomes }: RehearsalResult): readonly Problem[] => {
  const index = outcomes.findIndex(({ differences }) => differences.length > 0)
  const [first] = outcomes[index]?.differences ?? []
  if (!first) return []
  const where = index === 0 ? 'at its start' : `at step ${String(index)}`
  return [
    errorAt(
      'rehearsal-fails',
      placeOf(id, index),
      `The rehearsal ${rehearsalName(portal, id)} goes otherwise ${where}: it expects of ${first.of} “${first.expected}”, and “${first.came}” came. Mend the portal, or the rehearsal if this is meant.`,
    ),
  ]
}

/** Every rehearsal that fails, with the first thing that came otherwise. For a portal that has no other problem. */
export const rehearsalProblems = (portal: Portal): readonly Problem[] =>
  rehearseAll(portal).flatMap((result) => problemsOf(portal, result))

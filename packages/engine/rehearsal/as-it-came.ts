import type { Expected, Portal, Rehearsal } from '../portal/portal.ts'
import { seenBy, type Done } from './done.ts'
import { roleOfStaff } from './invented.ts'
import { walk } from './rehearse.ts'

const refusals = ['not-found', 'answers-invalid', 'wrong-state', 'only-when'] as const

const seenAsCame = (
  portal: Portal,
  workflow: string,
  sees: Expected['sees'],
  done: Done,
): Expected['sees'] => {
  if (!sees) return undefined
  const seen = seenBy(portal, workflow, done, sees.role)
  const named = [...(sees.visible ?? []), ...(sees.hidden ?? [])]
  return {
    role: sees.role,
    visible: named.filter((field) => seen.has(field)),
    hidden: named.filter((field) => !seen.has(field)),
  }
}

const expectedAsCame = (portal: Portal, workflow: string, expected: Expected = {}, done: Done): Expected => {
  const { standing } = done
  const refused = refusals.find((code) => code === done.refusal?.code)
  const sees = seenAsCame(portal, workflow, expected.sees, done)
  const { refused: _, ...rest } = expected
  return {
    ...rest,
    ...(expected.state !== undefined && standing && { state: standing.state }),
    ...(expected.queue !== undefined && { queue: standing?.queue ?? null }),
    ...(expected.assignee !== undefined && {
      assignee: roleOfStaff(portal, standing?.assignee ?? null) ?? 'nobody',
    }),
    ...(expected.notices !== undefined && { notices: done.notices }),
    ...(refused && { refused }),
    ...(sees && { sees }),
  }
}

/** The same script, which expects from now on what comes today: for whoever changed the portal and meant it. */
export const asItCame = (portal: Portal, rehearsal: Rehearsal): Rehearsal => {
  const { workflow, start, steps } = rehearsal
  const [begun, ...done] = walk(portal, rehearsal)
  if (!begun) return rehearsal
  return {
    ...rehearsal,
    start: { ...start, expect: expectedAsCame(portal, workflow, start.expect, begun) },
    steps: steps.flatMap((step, index) => {
      const came = done[index]
      return came ? [{ ...step, expect: expectedAsCame(portal, workflow, step.expect, came) }] : []
    }),
  }
}

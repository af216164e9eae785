import type { Portal } from '../portal/portal.ts'
import { walk } from './rehearse.ts'

/** The steps of each workflow that no rehearsal takes, by somebody or by time passing. Only of a portal that is sound. */
export const unwalkedSteps = (portal: Portal): Readonly<Record<string, readonly string[]>> => {
  const walked = Object.values(portal.rehearsals ?? {}).flatMap((rehearsal) =>
    walk(portal, rehearsal).flatMap(({ refusal, taken }, index) => {
      const step = rehearsal.steps[index - 1]
      const byPeople = step && 'takes' in step && !refusal ? [step.takes] : []
      return [...byPeople, ...taken.map(({ transition }) => transition)].map(
        (id) => `${rehearsal.workflow} ${id}`,
      )
    }),
  )
  const known = new Set(walked)
  return Object.fromEntries(
    Object.entries(portal.workflows).map(([id, { transitions }]) => [
      id,
      Object.keys(transitions).filter((transition) => !known.has(`${id} ${transition}`)),
    ]),
  )
}

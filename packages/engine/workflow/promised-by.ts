import { own } from '../portal/own.ts'
import type { Audience, Portal } from '../portal/portal.ts'
import { armed } from './deadline.ts'
import { isByAudience } from './role.ts'
import { startState } from './start-state.ts'

type Asked = { readonly table: string; readonly field: string }

/**
 * By when somebody of this audience is promised an answer who chooses now what this field leads to: a time before that
 * would pass before anybody has looked at it. Where several ways ask for it, the soonest; null where nothing is promised.
 */
export const promisedBy = (
  portal: Portal,
  audience: Audience,
  { table, field }: Asked,
  now: string,
): string | null => {
  const isTheirs = (by: readonly string[]): boolean => isByAudience(by, audience, portal)
  const promises = Object.values(portal.workflows)
    .filter((workflow) => workflow.table === table)
    .flatMap((workflow) => {
      const { start, states, transitions } = workflow
      const isAsked = own(portal.forms, start.form)?.questions.some(({ ask }) => ask === field) ?? false
      const led = Object.values(transitions).filter(({ by, asks }) => isTheirs(by) && asks?.includes(field))
      return [
        ...(isTheirs(start.by) && isAsked ? [startState(workflow)] : []),
        ...led.map(({ to, from }) => to ?? from[0] ?? ''),
      ].map((state) => armed(portal, own(states, state)?.due, { entered: now, asked: now }).due)
    })
  return promises.includes(null) ? null : (promises.toSorted()[0] ?? null)
}

import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'
import { isByAudience } from './role.ts'

/**
 * Whether only the patient's side can take a request of this table on from a state: whoever works here and the system
 * itself have no step from it. A state in which she could do nothing but give it up waits for nobody.
 */
export const needsPatient = (portal: Portal, table: string, state: string): boolean => {
  const workflow = Object.values(portal.workflows).find((one) => one.table === table)
  const steps = Object.values(workflow?.transitions ?? {}).filter(({ from }) => from.includes(state))
  const ends = (to: string | undefined): boolean => own(workflow?.states, to ?? '')?.ends === true
  return (
    steps.every(({ by }) => by.every((role) => isByAudience([role], 'patient', portal))) &&
    steps.some(({ to, asks = [] }) => (to !== undefined && !ends(to)) || asks.length > 0)
  )
}

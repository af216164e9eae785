import { own } from '../portal/own.ts'
import type { Portal } from '../portal/portal.ts'

/** What a transition asks of the outside. The runtime stores one row an effect and carries it out at least once. */
export type Effect = { readonly kind: 'notice'; readonly notice: string; readonly to: 'patient' | 'queue' }

/** A moment at which the system itself takes a transition, unless the state was left before. */
export type ArmedDeadline = {
  readonly transition: string
  /** `remind` falls at three quarters of the time, `due` at its end; people see the latter. */
  readonly kind: 'remind' | 'due'
  /** The instant, ISO in UTC. */
  readonly at: string
}

/** The notice a transition sends, to whom the live portal says. One no longer declared is not sent. */
export const noticeEffects = (portal: Portal, notice: string | undefined): readonly Effect[] => {
  const declared = own(portal.notices, notice ?? '')
  return notice !== undefined && declared ? [{ kind: 'notice', notice, to: declared.to }] : []
}

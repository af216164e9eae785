import { randomBytes } from 'node:crypto'
import type { AccountId } from '@portico/engine/brand'
import type { Audience } from './sessions.ts'

type Holder = { readonly account: AccountId; readonly audience: Audience }

/**
 * Entrance without a password, for the invented people of a rehearsal environment: made for one of them by the builder,
 * good once and for a minute. They live in the memory of the one process that serves a rehearsal, and in no other.
 */
export type RehearsalTickets = {
  readonly give: (holder: Holder) => string
  readonly take: (ticket: string) => Holder | null
}

const goodForMs = 60_000
const ticketBytes = 32

export const openRehearsalTickets = (now: () => number = Date.now): RehearsalTickets => {
  const given = new Map<string, Holder & { readonly until: number }>()
  return {
    give: (holder) => {
      for (const [ticket, { until }] of given) if (until <= now()) given.delete(ticket)
      const ticket = randomBytes(ticketBytes).toString('base64url')
      given.set(ticket, { ...holder, until: now() + goodForMs })
      return ticket
    },
    take: (ticket) => {
      const held = given.get(ticket)
      given.delete(ticket)
      return held && held.until > now() ? { account: held.account, audience: held.audience } : null
    },
  }
}

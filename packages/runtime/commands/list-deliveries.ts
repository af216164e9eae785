import { own } from '@portico/engine/portal/own'
import type { Portal } from '@portico/engine/portal/portal'
import { labelOf, type Language } from '@portico/engine/portal/text'
import { ok, type Result } from '@portico/engine/result'
import { lastDeliveries, type DeliveryRow } from '../postgres/delivery-store.ts'
import { attempt } from './attempt.ts'
import type { Context } from './call.ts'
import { namesOfPeople } from './names-of-people.ts'
import { withPower } from './with-power.ts'

const sizeMax = 50

/** What became of it; `reason` of what needs somebody or came back says why. */
export type Outcome = 'sent' | 'superseded' | 'waiting' | 'attention' | 'bounced'
export type SentNotice = {
  readonly id: string
  /** When it left, or when it was asked for. */
  readonly at: string
  readonly notice: string
  readonly language: Language | null
  readonly to:
    | { readonly kind: 'patient' | 'proxy'; readonly name: string | null }
    | { readonly kind: 'queue'; readonly name: string }
  readonly outcome: Outcome
  readonly reason: 'no-address' | 'refused' | 'failed' | 'bounced' | null
  readonly code: string | null
  readonly tries: number
  readonly nextTry: string | null
  readonly handledAt: string | null
  /** The very words that left; null when nothing did. */
  readonly text: { readonly subject: string; readonly body: string } | null
}

const outcomeOf = ({ status, undelivered }: DeliveryRow): Outcome => {
  switch (status) {
    case 'done':
      return undelivered === 'bounced' ? 'bounced' : 'sent'
    case 'pending':
      return 'waiting'
    case 'superseded':
      return 'superseded'
    case 'attention':
      return 'attention'
  }
}

const mailboxOf = (portal: Portal, { workflow, state }: DeliveryRow): string => {
  const queue = own(own(portal.workflows, workflow)?.states, state)?.queue
  return queue === undefined ? 'a queue' : labelOf(queue, own(portal.queues, queue), 'en')
}

const told = (portal: Portal, row: DeliveryRow, names: ReadonlyMap<string, string>): SentNotice => ({
  id: row.effect,
  at: row.at ?? row.created,
  notice: labelOf(row.notice, own(portal.notices, row.notice), 'en'),
  language: row.language,
  to:
    row.receiver === 'queue'
      ? { kind: 'queue', name: mailboxOf(portal, row) }
      : { kind: row.receiver, name: (row.patient === null ? undefined : names.get(row.patient)) ?? null },
  outcome: outcomeOf(row),
  reason: row.status === 'attention' ? row.reason : row.undelivered === 'bounced' ? 'bounced' : null,
  code: row.code,
  tries: row.tries,
  nextTry: row.next_try,
  handledAt: row.handled_at,
  text: row.subject === null || row.body === null ? null : { subject: row.subject, body: row.body },
})

/**
 * The last notices as they left. Who reads the trail and who builds may ask: the words are proven to hold nothing private.
 * To whom is told as far as the one who asks may read names of patients; no address is ever told.
 */
export const listDeliveries = (
  context: Context,
): Promise<Result<{ readonly notices: readonly SentNotice[] }>> =>
  attempt(context, { verb: 'read-trail', detail: 'notices' }, async (caller, live) => {
    const found = await withPower(
      context,
      { caller, live, power: ['read-trail', 'build'], login: 'portico_trail' },
      async (transaction) => ok(await lastDeliveries(transaction, sizeMax)),
    )
    if (!found.ok) return found
    const names = await namesOfPeople(
      context,
      caller,
      live,
      'patient',
      found.value.map(({ receiver, patient }) => (receiver === 'queue' ? null : patient)),
    )
    return ok({ notices: found.value.map((row) => told(live.portal, row, names)) })
  })

import { redact } from '@portico/engine/notice/redact'
import { renderNotice } from '@portico/engine/notice/render'
import type { Portal } from '@portico/engine/portal/portal'
import { referenceOf } from '@portico/engine/portal/reference'
import { refusalIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import { inTransaction, type Transaction } from '../postgres/transaction.ts'
import {
  beginWork,
  effectDone,
  effectFailed,
  effectUndeliverable,
  takeEffect,
  type TakenEffect,
} from '../postgres/work-store.ts'
import type { MailOutcome, WorkAdapters } from './work-adapters.ts'

const addressOf = (adapters: WorkAdapters, portal: Portal, effect: TakenEffect): string | null => {
  if (effect.receiver !== 'queue')
    return effect.address === null || effect.person === null
      ? null
      : adapters.macs.openText('contact', effect.person, effect.address)
  return effect.queue === null ? null : (portal.queues[effect.queue]?.mailbox ?? null)
}

/**
 * The link carries the request's random id and nothing else, not even what kind of request it is. It authenticates
 * nobody: it leads to a page that asks to sign in.
 */
const linkOf = ({ portalUrl }: WorkAdapters, { request }: TakenEffect): string =>
  new URL(`/r/${request}`, portalUrl).href

type Sent = MailOutcome | { readonly kind: 'no-address' }
type Message = { readonly subject: string; readonly body: string }

const messageOf = (adapters: WorkAdapters, { portal }: Version, effect: TakenEffect): Message => {
  const notice = portal.notices[effect.notice]
  if (!notice) throw new Error('a published portal keeps the notices its open requests name')
  const about = {
    workflow: effect.workflow,
    state: effect.state,
    reference: referenceOf(effect.request),
    link: linkOf(adapters, effect),
  }
  return renderNotice(notice, effect.language, redact(portal, notice, about, effect.language))
}

/** Without an address nothing leaves: that is no sending, and somebody must know. */
const send = async (
  adapters: WorkAdapters,
  { portal }: Version,
  work: string,
  effect: TakenEffect,
  { subject, body }: Message,
): Promise<Sent> => {
  const to = addressOf(adapters, portal, effect)
  if (to === null) return { kind: 'no-address' }
  return adapters.sendMail({ id: work, to, subject, text: body })
}

const written = (
  transaction: Transaction,
  work: string,
  sent: Sent,
  as: Message & { readonly language: TakenEffect['language'] },
): Promise<void> => {
  switch (sent.kind) {
    case 'sent':
      return effectDone(transaction, work, as)
    case 'no-address':
      return effectUndeliverable(transaction, work, 'no-address', null)
    case 'refused':
      return effectUndeliverable(transaction, work, 'refused', sent.code)
  }
}

/**
 * Carries one effect out, at least once; its id is the mail's Message-ID, so that receivers see it once. A notice whose
 * state was left is not sent. Nothing is locked while the mail goes: nobody waits for a mail server.
 */
const attemptEffect = async (adapters: WorkAdapters, live: Version, work: string): Promise<void> => {
  const pool = adapters.database.pool('portico_worker')
  const effect = await inTransaction(pool, async (transaction) =>
    (await beginWork(transaction, work, live.hash)) ? takeEffect(transaction, work) : null,
  )
  if (effect?.status !== 'pending') return
  const message = messageOf(adapters, live, effect)
  const sent = await send(adapters, live, work, effect, message)
  await inTransaction(pool, async (transaction) => {
    if (await beginWork(transaction, work, live.hash))
      await written(transaction, work, sent, { ...message, language: effect.language })
  })
}

export const runEffect = async (adapters: WorkAdapters, work: string): Promise<void> => {
  try {
    await attemptEffect(adapters, await adapters.live.current(), work)
  } catch (fault) {
    if (refusalIn(fault)?.code === 'portal-changed') {
      await adapters.live.reload()
      throw fault
    }
    adapters.log.fault('An effect failed.', fault, { effect: work })
    await effectFailed(adapters.database.pool('portico_worker'), work)
  }
}

import { redact } from '@portico/engine/notice/redact'
import { renderNotice } from '@portico/engine/notice/render'
import type { Portal } from '@portico/engine/portal/portal'
import { refusalIn } from '../postgres/fault.ts'
import type { Version } from '../postgres/live-store.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { beginWork, effectDone, effectFailed, takeEffect, type TakenEffect } from '../postgres/work-store.ts'
import { referenceOf } from './reference.ts'
import type { WorkAdapters } from './work-adapters.ts'

const addressOf = (adapters: WorkAdapters, portal: Portal, effect: TakenEffect): string | null => {
  if (effect.receiver !== 'queue')
    return effect.address === null || effect.person === null
      ? null
      : adapters.macs.openText('contact', effect.person, effect.address)
  return effect.queue === null ? null : (portal.queues[effect.queue]?.mailbox ?? null)
}

/** The link carries the request's random id and authenticates nobody: it leads to a page that asks to sign in. */
const linkOf = (
  { portalUrl }: WorkAdapters,
  { request, receiver, workflow }: TakenEffect,
  portal: Portal,
): string =>
  new URL(
    `${receiver === 'queue' ? '/staff/requests' : '/requests'}/${portal.workflows[workflow]?.table ?? workflow}/${request}`,
    portalUrl,
  ).href

const send = async (
  adapters: WorkAdapters,
  live: Version,
  work: string,
  effect: TakenEffect,
): Promise<{ readonly subject: string; readonly body: string }> => {
  const notice = live.portal.notices[effect.notice]
  if (!notice) throw new Error('a published portal keeps the notices its open requests name')
  const about = {
    workflow: effect.workflow,
    state: effect.state,
    reference: referenceOf(effect.request),
    link: linkOf(adapters, effect, live.portal),
  }
  const message = renderNotice(notice, effect.language, redact(live.portal, notice, about, effect.language))
  const to = addressOf(adapters, live.portal, effect)
  if (to !== null) await adapters.sendMail({ id: work, to, subject: message.subject, text: message.body })
  return message
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
  const { subject, body } = await send(adapters, live, work, effect)
  await inTransaction(pool, async (transaction) => {
    if (await beginWork(transaction, work, live.hash))
      await effectDone(transaction, work, { language: effect.language, subject, body })
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

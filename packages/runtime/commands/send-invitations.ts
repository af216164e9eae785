import { inLanguage } from '@portico/engine/portal/text'
import type { Portal } from '@portico/engine/portal/portal'
import { invitationCodeInGroups } from '../keys/invitation-code.ts'
import { pause } from '../pause.ts'
import type { Alarm } from '../postgres/alarm.ts'
import { invitationSent, invitationsToSend, type WaitingInvitation } from '../postgres/invitation-store.ts'
import { invitationWords } from './invitation-words.ts'
import type { WorkAdapters } from './work-adapters.ts'

/** The database says when there is one; those that did not leave are looked for. */
const pollMs = { ms: 2000, deafMs: 500 } as const
const restMs = 5000
const batchMax = 10

type SendAdapters = Pick<WorkAdapters, 'database' | 'live' | 'macs' | 'log' | 'sendMail' | 'portalUrl'>

const mailOf = ({ macs, portalUrl }: SendAdapters, portal: Portal, waiting: WaitingInvitation) => {
  const { account, person, address, language, sealed, until } = waiting
  const words = invitationWords[language]
  const said = {
    practice: inLanguage(portal.name, language),
    link: new URL('/?invited', portalUrl).href,
    code: invitationCodeInGroups(macs.openText('invitation', account, sealed)),
    until: new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: portal.timezone }).format(
      new Date(until),
    ),
  }
  return { to: macs.openText('contact', person, address), subject: words.subject, text: words.text(said) }
}

/** A mail that was refused is tried again a few times; then the code must be made anew, or go on paper. */
const send = async (adapters: SendAdapters, portal: Portal, waiting: WaitingInvitation): Promise<void> => {
  const outcome = await adapters.sendMail({ id: waiting.account, ...mailOf(adapters, portal, waiting) })
  if (outcome.kind === 'sent') await invitationSent(adapters.database.pool('portico_worker'), waiting)
}

/** Sends the codes that go by message. Nothing of it needs Temporal: what was not sent waits in its row. */
export const sendInvitations = async (
  adapters: SendAdapters,
  alarm: Alarm,
  signal: AbortSignal,
): Promise<void> => {
  let isDown = false
  while (!signal.aborted) {
    try {
      const waiting = await invitationsToSend(adapters.database.pool('portico_worker'), batchMax)
      const { portal } = await adapters.live.current()
      for (const one of waiting) await send(adapters, portal, one)
      isDown = false
      await alarm.wait('invitation', pollMs, signal)
    } catch (fault) {
      if (!isDown) adapters.log.fault('Invitations could not be sent; they wait.', fault)
      isDown = true
      await pause(restMs, signal)
    }
  }
}

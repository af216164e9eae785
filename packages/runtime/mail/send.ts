import { createTransport } from 'nodemailer'
import type { Mail, MailOutcome } from '../commands/work-adapters.ts'

const waitMs = 8000

/** What the receiver's side says about this one mail; any other fault is about the mail server, and is tried again. */
const receiverSteps: ReadonlySet<unknown> = new Set(['RCPT TO', 'DATA'])

const refusalIn = (fault: unknown): MailOutcome | null => {
  if (!(fault instanceof Error) || !('responseCode' in fault) || !('command' in fault)) return null
  const { responseCode, command } = fault
  if (typeof responseCode !== 'number' || responseCode < 500 || responseCode > 599) return null
  if (!receiverSteps.has(command)) return null
  const response = 'response' in fault ? String(fault.response) : ''
  return { kind: 'refused', code: /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? null }
}

/**
 * Sends through the practice's mail server; plain text only, so that there is nothing to load and nothing to track. What
 * cannot be delivered later comes back to the address `bounceTo` makes of a mail's id.
 */
export const openMail = (
  url: string,
  from: string,
  bounceTo: ((mail: string) => string) | null,
): { readonly send: (mail: Mail) => Promise<MailOutcome>; readonly close: () => void } => {
  const transport = createTransport({
    url,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
  })
  const domain = from.split('@')[1] ?? 'portico'
  return {
    send: async ({ id, to, subject, text }) => {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
          ...(bounceTo === null ? {} : { envelope: { from: bounceTo(id), to } }),
        })
        return { kind: 'sent' }
      } catch (fault) {
        const refused = refusalIn(fault)
        if (refused === null) throw fault
        return refused
      }
    },
    close: () => {
      transport.close()
    },
  }
}

import { createTransport } from 'nodemailer'
import type { Mail } from '../commands/work-adapters.ts'

const waitMs = 8000

/** Sends through the practice's mail server; plain text only, so that there is nothing to load and nothing to track. */
export const openMail = (
  url: string,
  from: string,
): { readonly send: (mail: Mail) => Promise<void>; readonly close: () => void } => {
  const transport = createTransport({
    url,
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
  })
  const domain = from.split('@')[1] ?? 'portico'
  return {
    send: async ({ id, to, subject, text }) => {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'auto-submitted': 'auto-generated' },
      })
    },
    close: () => {
      transport.close()
    },
  }
}

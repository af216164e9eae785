import { randomUUID } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { SMTPServerEnvelope } from 'smtp-server'

/** In development nobody is really behind any address, so one domain says that nobody is. */
const nobodysDomain = '@bounce.example.com'

const bouncing = ({ rcptTo }: SMTPServerEnvelope): readonly string[] =>
  rcptTo.map(({ address }) => address).filter((address) => address.endsWith(nobodysDomain))

export const bouncesAt = (envelope: SMTPServerEnvelope): boolean => bouncing(envelope).length > 0

/** A delivery status notification as mail servers write it (RFC 3464), without the words of the mail itself. */
const report = (to: string, receivers: readonly string[]): string => {
  const boundary = `report-${randomUUID()}`
  return [
    'From: Mail Delivery System <mailer-daemon@bounce.example.com>',
    `To: <${to}>`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${new Date().toUTCString()}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This mail could not be delivered.',
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; bounce.example.com',
    ...receivers.flatMap((receiver) => [
      '',
      `Final-Recipient: rfc822; ${receiver}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 No such person here',
    ]),
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n')
}

/** Sends it back from the empty address, as reports are, so that a report never comes back itself. */
export async function sendBack(envelope: SMTPServerEnvelope, port: number): Promise<void> {
  const to = envelope.mailFrom === false ? '' : envelope.mailFrom.address
  if (to === '') return
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true })
  try {
    await transport.sendMail({ envelope: { from: '', to }, raw: report(to, bouncing(envelope)) })
  } catch {
    // Who takes no report learns nothing: that is how it is with real ones.
  } finally {
    transport.close()
  }
}

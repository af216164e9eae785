import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { BounceAddresses } from './bounce-address.ts'
import { readBounceReport } from './bounce-report.ts'

const sizeMax = 1024 * 1024
const receiversMax = 10

class Refused extends Error {
  readonly responseCode: number
  constructor(responseCode: number, sentence: string) {
    super(sentence)
    this.responseCode = responseCode
  }
}

const collected = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    // What is too large is read to its end all the same, so that the sender hears the answer.
    if (size <= sizeMax) chunks.push(chunk)
  }
  if (size > sizeMax) throw new Refused(552, 'This is too large for a report.')
  return Buffer.concat(chunks)
}

type Options = {
  readonly port: number
  readonly addresses: BounceAddresses
  readonly bounced: (mail: string, code: string | null) => Promise<void>
  readonly failed: (fault: unknown) => void
}

/**
 * Takes mails that come back, and nothing else: every address it takes was made by us for one mail. The practice's mail
 * server passes them on to it, on this machine. What is no report of a failure is dropped, unread by anybody.
 */
export const receiveBounces = async ({
  port,
  addresses,
  bounced,
  failed,
}: Options): Promise<{ readonly close: () => Promise<void> }> => {
  const take = async (source: Buffer, { envelope }: SMTPServerSession): Promise<void> => {
    const report = await readBounceReport(source)
    if (report.kind !== 'failed') return
    for (const { address } of envelope.rcptTo) {
      const mail = addresses.mailOf(address)
      if (mail !== null) await bounced(mail, report.code)
    }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: sizeMax,
    maxClients: 20,
    socketTimeout: 30_000,
    onRcptTo: ({ address }, session, done) => {
      if (session.envelope.rcptTo.length >= receiversMax) done(new Refused(452, 'Too many at once.'))
      else if (addresses.mailOf(address) === null) done(new Refused(550, 'Nobody here is called so.'))
      else done()
    },
    onData: (stream, session, done) => {
      collected(stream)
        .then((source) => take(source, session))
        .then(
          () => done(),
          (fault: unknown) => {
            if (fault instanceof Refused) return done(fault)
            failed(fault)
            // It is sent again: what could not be written down now may be later.
            done(new Refused(451, 'Please try again later.'))
          },
        )
    },
  })
  // A caller that breaks off is nothing to fall over for.
  server.on('error', () => undefined)
  await new Promise<void>((resolve, reject) => {
    const refused = (fault: Error): void => reject(fault)
    server.server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', refused)
      resolve()
    })
  })
  return {
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
      }),
  }
}

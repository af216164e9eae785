import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { bouncesAt, sendBack } from './bouncing.ts'
import { MailFolder } from './kept-mail.ts'
import { mailPage } from './mail-page.ts'
import { keptPort } from './port.ts'

export type MailCatcher = {
  /** Where mail is handed in. */
  readonly smtpUrl: string
  /** `GET /` is a page, `GET /mails` the mails as JSON, `DELETE /mails` empties the folder. */
  readonly url: string
  readonly stop: () => Promise<void>
}

const loopback = '127.0.0.1'

/**
 * For development and tests: takes every mail, sends none on, and shows them. With a port to send them back to, what goes
 * to an address that cannot exist comes back, as it would from a real mail server.
 */
export async function startMailCatcher(folder: string, bouncePort?: number): Promise<MailCatcher> {
  const mails = new MailFolder(join(folder, 'caught'))
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, { envelope }, taken) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        taken(keep(mails, Buffer.concat(chunks)))
        if (bouncePort !== undefined && bouncesAt(envelope)) void sendBack(envelope, bouncePort)
      })
    },
  })
  // A sender that is killed in the middle of a mail is nothing to fall over for.
  smtp.on('error', () => undefined)
  const smtpPort = await keptPort(join(folder, 'smtp.port'))
  await new Promise<void>((resolve) => smtp.listen(smtpPort, loopback, resolve))
  const web = createServer((call, answer) => void show(mails, call, answer))
  const webPort = await keptPort(join(folder, 'web.port'))
  await new Promise<void>((resolve) => web.listen(webPort, loopback, resolve))
  return {
    smtpUrl: `smtp://${loopback}:${smtpPort}`,
    url: `http://${loopback}:${webPort}`,
    stop: () => stop(smtp, web),
  }
}

/** A mail that could not be kept is refused, so that the sender tries again. */
function keep(mails: MailFolder, source: Buffer): Error | null {
  try {
    mails.keep(source)
    return null
  } catch {
    return new Error('The mail could not be kept.')
  }
}

async function show(
  mails: MailFolder,
  { method, url }: IncomingMessage,
  answer: ServerResponse,
): Promise<void> {
  if (method === 'DELETE' && url === '/mails') {
    mails.empty()
    answer.writeHead(204).end()
  } else if (method === 'GET' && url === '/mails') {
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await mails.list()))
  } else if (method === 'GET' && url === '/') {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'",
    }
    answer.writeHead(200, headers).end(mailPage(await mails.list()))
  } else {
    answer.writeHead(404).end()
  }
}

async function stop(smtp: SMTPServer, web: Server): Promise<void> {
  web.closeAllConnections()
  await Promise.all([
    new Promise<void>((resolve) => smtp.close(resolve)),
    new Promise((resolve) => web.close(resolve)),
  ])
}

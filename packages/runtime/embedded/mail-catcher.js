import { createServer } from 'node:http'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { MailFolder } from './kept-mail.ts'
import { mailPage } from './mail-page.ts'
import { keptPort } from './port.ts'
const loopback = '127.0.0.1'
/** For development and tests: takes every mail, sends none on, and shows them. */
export async function startMailCatcher(folder) {
  const mails = new MailFolder(join(folder, 'caught'))
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, taken) => {
      const chunks = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => taken(keep(mails, Buffer.concat(chunks))))
    },
  })
  // A sender that is killed in the middle of a mail is nothing to fall over for.
  smtp.on('error', () => undefined)
  const smtpPort = await keptPort(join(folder, 'smtp.port'))
  await new Promise((resolve) => smtp.listen(smtpPort, loopback, resolve))
  const web = createServer((call, answer) => void show(mails, call, answer))
  const webPort = await keptPort(join(folder, 'web.port'))
  await new Promise((resolve) => web.listen(webPort, loopback, resolve))
  return {
    smtpUrl: `smtp://${loopback}:${smtpPort}`,
    url: `http://${loopback}:${webPort}`,
    stop: () => stop(smtp, web),
  }
}
/** A mail that could not be kept is refused, so that the sender tries again. */
function keep(mails, source) {
  try {
    mails.keep(source)
    return null
  } catch {
    return new Error('The mail could not be kept.')
  }
}
async function show(mails, { method, url }, answer) {
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
async function stop(smtp, web) {
  web.closeAllConnections()
  await Promise.all([
    new Promise((resolve) => smtp.close(resolve)),
    new Promise((resolve) => web.close(resolve)),
  ])
}

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { z } from 'zod'
const mails = z.array(
  z.object({
    id: z.string(),
    at: z.string(),
    from: z.string(),
    to: z.array(z.string()),
    subject: z.string(),
    messageId: z.string(),
    text: z.string(),
    html: z.string(),
  }),
)
export function servers() {
  return inject('servers')
}
/** An empty database of this file's own, as the superuser. */
export async function freshDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`
  const { databaseUrl } = servers()
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return url.href
}
/** Mails to one receiver, oldest first: files share the catcher, so each uses receivers of its own. */
export async function mailsTo(receiver) {
  const answer = await fetch(`${servers().mailUrl}/mails`)
  return mails.parse(await answer.json()).filter(({ to }) => to.includes(receiver))
}

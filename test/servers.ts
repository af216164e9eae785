import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { z } from 'zod'
import { onServer, preparedName } from './prepared-database.ts'

/** What the run started for all files; each file makes a database of its own in it. */
export type Servers = {
  /** As the superuser. */
  readonly databaseUrl: string
  /** The heap files, for looking whether a private value lies there readable. */
  readonly postgresFolder: string
  readonly postgresLog: string
  readonly temporalAddress: string
  readonly temporalLog: string
  readonly smtpUrl: string
  readonly mailUrl: string
  readonly chromium: string
  /** One key for the run: logins belong to the whole Postgres, and their passwords are derived from it. */
  readonly keyFile: string
}

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
export type CaughtMail = z.infer<typeof mails>[number]

export function servers(): Servers {
  return inject('servers')
}

/** An empty database of this file's own, as the superuser. */
export const freshDatabase = (): Promise<string> => newDatabase('')

/** One that holds the template and its people already. */
export async function practiceDatabase(): Promise<string> {
  const url = await newDatabase(` template ${preparedName}`)
  await onServer(url, asPrepared)
  return url
}

/** What may be done with a database itself is not copied with what is in it. */
const asPrepared = `do $$
declare
  granted record;
begin
  execute format('revoke all on database %I from public', current_database());
  for granted in select g.grantee::regrole as role, g.privilege_type as privilege
      from pg_database d, aclexplode(d.datacl) g where d.datname = '${preparedName}' and g.grantee <> d.datdba loop
    execute format('grant %s on database %I to %s', granted.privilege, current_database(), granted.role);
  end loop;
end $$`

async function newDatabase(like: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const { databaseUrl } = servers()
  await onServer(databaseUrl, `create database ${name}${like}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Mails to one receiver, oldest first: files share the catcher, so each uses receivers of its own. */
export async function mailsTo(receiver: string): Promise<readonly CaughtMail[]> {
  const answer = await fetch(`${servers().mailUrl}/mails`)
  return mails.parse(await answer.json()).filter(({ to }) => to.includes(receiver))
}

import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '@portico/engine/portal/id-schema'

/** Why a process will not start, in a sentence for the one who starts it. */
export class CannotRun extends Error {}

const port = z.coerce.number().int().min(1).max(65_535)

const schema = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z.url(),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_TLS: z.enum(['true', 'false']).default('false'),
  TEMPORAL_NAMESPACE: z.string().default('portico'),
  SMTP_URL: z.url(),
  /** A socket's path, or host:port. */
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(\/.+|[^\s:]+:\d{1,5})$/)
    .optional(),
  PORTICO_HOME: z.string().default('.portico'),
  PORTICO_PORT: port.default(4400),
  PORTICO_BUILDER_PORT: port.default(4401),
  PORTICO_PORTAL_URL: z.url().optional(),
  PORTICO_BUILDER_URL: z.url().optional(),
  PORTICO_KEY_COMMAND: z.string().optional(),
  PORTICO_KEY_FILE: z.string().optional(),
  PORTICO_TASKS: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  /** Where the practice's mail server hands mails that came back; without it nobody here learns of them. */
  PORTICO_BOUNCE_PORT: port.optional(),
  PORTICO_MAIL_FROM: z.string().default('no-reply@portal.example'),
  PORTICO_ENVIRONMENT: z.enum(['live', 'rehearsal']).default('live'),
  /** Which of the practice's portals, beside the first one, which has no name here. */
  PORTICO_PORTAL: idSchema.optional(),
  /** Where portals that somebody started in the builder are written down for whoever runs their processes. */
  PORTICO_PORTALS: z.string().optional(),
  /** Where a rehearsal environment of this portal is asked for, likewise. */
  PORTICO_REHEARSAL: z.string().optional(),
  PORTICO_REHEARSAL_PORT: port.default(4402),
  PORTICO_TEMPLATE: z.string().default('family-practice'),
  PORTICO_DEMO_REQUESTS: z.enum(['true', 'false']).default('true'),
})

export type Config = {
  readonly isProduction: boolean
  readonly environment: 'live' | 'rehearsal'
  /** Null for the practice's first portal; another one has a database, keys, cookies and tasks of its own. */
  readonly portal: string | null
  /** Null where nobody starts the processes of a further portal by themselves. */
  readonly portalsFolder: string | null
  /** Null where nobody starts a rehearsal environment by themselves. */
  readonly rehearsal: { readonly folder: string; readonly url: string } | null
  /** The server's superuser in development; in production somebody who may create roles. */
  readonly databaseUrl: string
  readonly temporalAddress: string | null
  readonly temporalTls: boolean
  readonly temporalNamespace: string
  readonly smtpUrl: string
  readonly mailFrom: string
  /** Null where mails that come back are somebody else's affair. */
  readonly bouncePort: number | null
  /** Where attachments are scanned; without it, in development, they are only looked into. */
  readonly clamdAddress: string | null
  readonly home: string
  readonly ports: { readonly portal: number; readonly office: number }
  readonly urls: { readonly portal: string; readonly office: string }
  readonly keyCommand: string | null
  readonly keyFile: string
  /** Task queue and id prefix in Temporal: one environment's own, also where several share a namespace. */
  readonly tasks: string
  readonly template: string
  /** Whether a demo begins with the requests its people file tells of. */
  readonly demoRequests: boolean
}

const isEncryptedWay = (name: string, url: string): string | null => {
  const { protocol, searchParams, hostname } = new URL(url)
  const ways: Readonly<Record<string, boolean>> = {
    'https:': true,
    'smtps:': true,
    'smtp:': searchParams.get('requireTLS') === 'true',
  }
  return ways[protocol] === true ? null : `${name} (${hostname}) is not encrypted.`
}

/** Only this mode both encrypts and knows whom it speaks to; what the others mean differs between versions. */
const isVerifiedDatabase = (url: string): string | null => {
  const { searchParams, hostname } = new URL(url)
  return searchParams.get('sslmode') === 'verify-full'
    ? null
    : `The database (${hostname}) is not encrypted to a verified server: set sslmode=verify-full in DATABASE_URL.`
}

/** clamd speaks in clear, so what patients send goes to it on this machine only. */
const isOwnScanner = (address: string | null): string | null => {
  if (address === null)
    return 'Attachments would not be scanned: set CLAMD_ADDRESS to the socket of a clamd on this machine.'
  return /^(\/|localhost:|127\.)/.test(address)
    ? null
    : `The scanner (${address}) is not on this machine, and clamd does not encrypt.`
}

/** Production takes no connection in clear, no key in a file, and no host for two purposes. */
const refuseUnsafe = (config: Config): void => {
  if (!config.isProduction) return
  const reasons = [
    config.keyCommand === null
      ? 'There is no key source: set PORTICO_KEY_COMMAND to a command that prints the key.'
      : null,
    isVerifiedDatabase(config.databaseUrl),
    isEncryptedWay('The mail server', config.smtpUrl),
    isOwnScanner(config.clamdAddress),
    config.temporalAddress !== null && !config.temporalTls
      ? `Temporal (${config.temporalAddress}) is not encrypted: set TEMPORAL_TLS to true.`
      : null,
    isEncryptedWay('The portal', config.urls.portal),
    isEncryptedWay('The builder', config.urls.office),
    new URL(config.urls.portal).hostname === new URL(config.urls.office).hostname
      ? 'Portal and builder must have different hosts.'
      : null,
    config.environment === 'rehearsal'
      ? 'A rehearsal environment lets people in without a password and moves its clock: PORTICO_ENVIRONMENT must be live.'
      : null,
    config.rehearsal === null
      ? null
      : 'A rehearsal environment is no part of production: PORTICO_REHEARSAL must not be set.',
  ].filter((reason) => reason !== null)
  if (reasons.length > 0)
    throw new CannotRun(
      `Portico does not start in production like this:\n${reasons.map((reason) => `- ${reason}`).join('\n')}`,
    )
}

const urlsOf = (env: z.infer<typeof schema>): Config['urls'] => ({
  portal: env.PORTICO_PORTAL_URL ?? `http://localhost:${env.PORTICO_PORT}`,
  office: env.PORTICO_BUILDER_URL ?? `http://localhost:${env.PORTICO_BUILDER_PORT}`,
})

const tasksOf = (env: z.infer<typeof schema>): string =>
  [env.PORTICO_TASKS ?? env.PORTICO_ENVIRONMENT, env.PORTICO_PORTAL]
    .filter((part) => part !== undefined)
    .join('-')

/** What tells one environment from every other of this practice: its portal, and live or rehearsal. */
export const environmentName = ({ environment, portal }: Pick<Config, 'environment' | 'portal'>): string =>
  portal === null ? environment : `${environment}-${portal}`

/** The only reader of the environment. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const parsed = schema.safeParse(env)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))].join(', ')
    throw new CannotRun(
      `These settings are missing or wrong: ${names}. \`npm start\` sets them on a fresh machine.`,
    )
  }
  const { data } = parsed
  const config: Config = {
    isProduction: data.NODE_ENV === 'production',
    environment: data.PORTICO_ENVIRONMENT,
    portal: data.PORTICO_PORTAL ?? null,
    portalsFolder: data.PORTICO_PORTALS ?? null,
    rehearsal:
      data.PORTICO_REHEARSAL === undefined
        ? null
        : { folder: data.PORTICO_REHEARSAL, url: `http://localhost:${data.PORTICO_REHEARSAL_PORT}` },
    databaseUrl: data.DATABASE_URL,
    temporalAddress: data.TEMPORAL_ADDRESS ?? null,
    temporalTls: data.TEMPORAL_TLS === 'true',
    temporalNamespace: data.TEMPORAL_NAMESPACE,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.PORTICO_MAIL_FROM,
    bouncePort: data.PORTICO_BOUNCE_PORT ?? null,
    clamdAddress: data.CLAMD_ADDRESS ?? null,
    home: data.PORTICO_HOME,
    ports: { portal: data.PORTICO_PORT, office: data.PORTICO_BUILDER_PORT },
    urls: urlsOf(data),
    keyCommand: data.PORTICO_KEY_COMMAND ?? null,
    keyFile: data.PORTICO_KEY_FILE ?? join(data.PORTICO_HOME, `${data.PORTICO_ENVIRONMENT}.key`),
    tasks: tasksOf(data),
    template: data.PORTICO_TEMPLATE,
    demoRequests: data.PORTICO_DEMO_REQUESTS === 'true',
  }
  refuseUnsafe(config)
  return config
}

export const inHome = (config: Pick<Config, 'home'>, name: string): string => join(config.home, name)

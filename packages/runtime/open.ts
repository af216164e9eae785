import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapters } from './commands/adapters.ts'
import { demoAccountsOf, openPractice } from './commands/open-practice.ts'
import { playRequests } from './commands/play-requests.ts'
import { CannotRun, environmentName, type Config } from './config.ts'
import { openAttachmentFiles } from './files/attachment-files.ts'
import { openCheckpointFile } from './files/checkpoint-file.ts'
import { openFileInspector } from './files/file-inspector.ts'
import { readFolder } from './files/portal-folder.ts'
import { openPortalPlaces } from './files/portal-places.ts'
import { openRehearsalPlace } from './files/rehearsal-place.ts'
import { readPlacedPortal } from './placed-portal.ts'
import { openSessions, type SessionDoor } from './http/session.ts'
import { openKeyRing } from './keys/key-ring.ts'
import { openKeys } from './keys/open-keys.ts'
import type { KeySource } from './keys/key-source.ts'
import { watchKeys } from './keys/watch-keys.ts'
import { openTrailKey } from './keys/trail-key.ts'
import { openMacs } from './keys/macs.ts'
import { openLog } from './log.ts'
import { openAccountStore } from './postgres/account-store.ts'
import { openDatabase } from './postgres/database.ts'
import { environmentUrl, prepareEnvironment } from './postgres/environment.ts'
import { openKeyStore } from './postgres/key-store.ts'
import { openLiveStore } from './postgres/live-store.ts'
import { rehearsalRun } from './postgres/rehearsal-store.ts'
import { renewRules } from './postgres/renew-rules.ts'
import { isClockMoved, isDemo, leavePast } from './postgres/people-store.ts'
import { openTrySpacing } from './postgres/try-spacing.ts'

/** Everything one process works with, and its end. */
export type Runtime = {
  readonly adapters: Adapters
  readonly door: SessionDoor
  readonly keys: KeySource
  readonly close: () => Promise<void>
}

const placedOf = ({ portal, environment, home }: Config) =>
  portal === null || environment === 'rehearsal' ? null : readPlacedPortal(home)

const templateIdOf = (config: Config): string => placedOf(config)?.template ?? config.template

const templateOf = async (config: Config) => {
  const placed = placedOf(config)
  const template = templateIdOf(config)
  const folder = new URL(`../../templates/${template}/`, import.meta.url)
  const { portal, people } = await readFolder(folder.pathname)
  if (!portal || !people)
    throw new CannotRun(`The template ${template} cannot be read; \`portico check\` says why.`)
  return { portal: placed ? { ...portal, portal: placed.portal, name: placed.name } : portal, people }
}

/** What a key command printed must not be in any message, so what went wrong is told without it. */
const keysOf = (config: Config): KeySource => {
  try {
    return openKeys(config)
  } catch {
    const source = config.keyCommand === null ? `The key file ${config.keyFile}` : 'PORTICO_KEY_COMMAND'
    throw new CannotRun(
      `${source} does not give 32 bytes in base64url. Nothing private can be opened without them.`,
    )
  }
}

const unreachable = /^(ECONN|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|28|3D)/

const refuseUnreachable = (config: Config, fault: unknown): never => {
  if (fault instanceof Error && 'code' in fault && unreachable.test(String(fault.code)))
    throw new CannotRun(
      `The Postgres that DATABASE_URL names (${new URL(config.databaseUrl).host}) does not answer or does not let us in. Start it, or check user and password.`,
    )
  throw fault
}

/** Migrates the environment and, on a fresh machine, opens the demo practice. Serving does this; working waits for it. `run` marks a rehearsal's. */
export const prepare = async (config: Config, run: string | null = null): Promise<void> => {
  const keys = keysOf(config)
  const { logins } = keys
  const secrets = keys.derive('database')
  await prepareEnvironment(config.databaseUrl, config, { logins, secrets, run }).catch((fault: unknown) =>
    refuseUnreachable(config, fault),
  )
}

/** Whether it is a demo's database. No portal takes a rehearsal's; production takes neither that nor one whose clock is not the world's. */
const refuseDemo = async (config: Config, adapters: Adapters): Promise<boolean> => {
  const pool = adapters.database.pool('portico_publisher')
  if ((await rehearsalRun(pool)) !== null)
    throw new CannotRun(
      'This database is a rehearsal’s, and its clock is not the world’s. A portal needs one of its own.',
    )
  const demo = await isDemo(pool)
  if (!config.isProduction) return demo
  if (demo)
    throw new CannotRun('This database holds invented people of a demo. Production needs one of its own.')
  if (await isClockMoved(pool))
    throw new CannotRun('The clock of this database was moved. Live requests need the real time.')
  return demo
}

/** Builds each adapter once. */
export const openRuntime = (config: Config): Runtime => {
  mkdirSync(config.home, { recursive: true })
  const keys = keysOf(config)
  const database = openDatabase(environmentUrl(config.databaseUrl, config), keys.logins)
  const macs = openMacs(keys)
  const accounts = openAccountStore(database.pool('portico_auth'))
  const door = openSessions(macs, accounts, {
    secure: config.isProduction,
    environment: environmentName(config),
  })
  const keyRing = openKeyRing(keys, openKeyStore(database.pool('portico_keys')))
  const watch = watchKeys(keyRing)
  const adapters: Adapters = {
    database,
    live: openLiveStore(database.pool('portico_auth')),
    keyRing,
    macs,
    accounts,
    sessions: door.sessions,
    tries: openTrySpacing(database.pool('portico_auth')),
    trailKey: openTrailKey(keys, environmentName(config)),
    checkpointFile: openCheckpointFile(join(config.home, 'checkpoints', `${environmentName(config)}.txt`)),
    portals: openPortalPlaces(config.portalsFolder),
    rehearsal: openRehearsalPlace(config.rehearsal),
    template: templateIdOf(config),
    rehearsalTickets: null,
    portalUrl: config.urls.portal,
    officeUrl: config.urls.office,
    files: openAttachmentFiles(join(config.home, 'attachments', environmentName(config))),
    inspector: openFileInspector(),
    log: openLog(),
    demoAccounts: [],
  }
  const close = async (): Promise<void> => {
    watch.end()
    await database.close()
  }
  return { adapters, door, keys, close }
}

/** What decides is what this program makes of the live version, also where an older one published it. */
export const renew = async ({ database, log }: Adapters): Promise<void> => {
  const renewed = await renewRules(database.pool('portico_publisher'))
  if (!renewed.ok)
    throw new CannotRun(
      'This program makes other rules of the live version than the one before, and somebody held a table, so that they could not be put in place. Nothing changed. Wait until whatever holds it is over (a backup such as pg_dump, a statement of your own; pg_stat_activity says which), then start again.',
    )
  if (renewed.value) log.info('What decides was compiled anew from the live version.')
}

/** A fresh environment in development gets the template and its invented people, and tells whom to sign in as. */
export const openDemo = async (config: Config, { adapters, keys }: Runtime): Promise<Adapters> => {
  if (!config.isProduction) {
    const template = await templateOf(config)
    const pool = adapters.database.pool('portico_publisher')
    const opening = await openPractice(pool, adapters, keys, template)
    if (opening === 'opened' && config.demoRequests)
      await playRequests(adapters, template.portal, template.people)
    if (await refuseDemo(config, adapters)) {
      await leavePast(pool)
      return { ...adapters, demoAccounts: demoAccountsOf(template.portal, template.people, keys) }
    }
  }
  await refuseDemo(config, adapters)
  return adapters
}

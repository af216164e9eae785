import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Adapters } from './commands/adapters.ts'
import { demoAccountsOf, openPractice } from './commands/open-practice.ts'
import { CannotRun, type Config } from './config.ts'
import { openCheckpointFile } from './files/checkpoint-file.ts'
import { readFolder } from './files/portal-folder.ts'
import { openSessions, type SessionDoor } from './http/session.ts'
import { openKeyRing } from './keys/key-ring.ts'
import { openKeys } from './keys/open-keys.ts'
import type { KeySource } from './keys/key-source.ts'
import { openTrailKey } from './keys/trail-key.ts'
import { openMacs } from './keys/macs.ts'
import { openLog } from './log.ts'
import { openAccountStore } from './postgres/account-store.ts'
import { openDatabase } from './postgres/database.ts'
import { environmentUrl, prepareEnvironment } from './postgres/environment.ts'
import { openKeyStore } from './postgres/key-store.ts'
import { openLiveStore } from './postgres/live-store.ts'
import { isDemo } from './postgres/people-store.ts'
import { openTrySpacing } from './postgres/try-spacing.ts'

/** Everything one process works with, and its end. */
export type Runtime = {
  readonly adapters: Adapters
  readonly door: SessionDoor
  readonly keys: KeySource
  readonly close: () => Promise<void>
}

const templateOf = async (config: Config) => {
  const folder = new URL(`../../templates/${config.template}/`, import.meta.url)
  const { portal, people } = await readFolder(folder.pathname)
  if (!portal || !people)
    throw new CannotRun(`The template ${config.template} cannot be read; \`portico check\` says why.`)
  return { portal, people }
}

/** Migrates the environment and, on a fresh machine, opens the demo practice. Serving does this; working waits for it. */
export const prepare = async (config: Config): Promise<void> => {
  const keys = openKeys(config)
  await prepareEnvironment(config.databaseUrl, config.environment, keys.derive('database'))
}

const refuseDemo = async (config: Config, adapters: Adapters): Promise<boolean> => {
  const demo = await isDemo(adapters.database.pool('portico_publisher'))
  if (demo && config.isProduction)
    throw new CannotRun('This database holds invented people of a demo. Production needs one of its own.')
  return demo
}

/** Builds each adapter once. */
export const openRuntime = (config: Config): Runtime => {
  mkdirSync(config.home, { recursive: true })
  const keys = openKeys(config)
  const database = openDatabase(
    environmentUrl(config.databaseUrl, config.environment),
    keys.derive('database'),
  )
  const macs = openMacs(keys)
  const accounts = openAccountStore(database.pool('portico_auth'))
  const door = openSessions(macs, accounts, { secure: config.isProduction, environment: config.environment })
  const adapters: Adapters = {
    database,
    live: openLiveStore(database.pool('portico_auth')),
    keyRing: openKeyRing(keys, openKeyStore(database.pool('portico_keys'))),
    macs,
    accounts,
    sessions: door.sessions,
    tries: openTrySpacing(database.pool('portico_auth')),
    trailKey: openTrailKey(keys, config.environment),
    checkpointFile: openCheckpointFile(join(config.home, 'checkpoints', `${config.environment}.txt`)),
    log: openLog(),
    demoAccounts: [],
  }
  return { adapters, door, keys, close: database.close }
}

/** A fresh environment in development gets the template and its invented people, and tells whom to sign in as. */
export const openDemo = async (config: Config, { adapters, keys }: Runtime): Promise<Adapters> => {
  if (!config.isProduction) {
    const template = await templateOf(config)
    await openPractice(adapters.database.pool('portico_publisher'), adapters, keys, template)
    if (await refuseDemo(config, adapters))
      return { ...adapters, demoAccounts: demoAccountsOf(template.portal, template.people, keys) }
  }
  await refuseDemo(config, adapters)
  return adapters
}

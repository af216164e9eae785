import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Adapters } from './commands/adapters.ts'
import { connectionFile } from './cli/connection.ts'
import { CannotRun, inHome, type Config } from './config.ts'
import { openSealer } from './commands/seal-trail.ts'
import { openServer } from './http/server.ts'
import { pause } from './pause.ts'
import { openDemo, openRuntime, prepare, renew } from './open.ts'
import { readiness } from './ready.ts'

/** In development only: where to look and whom to sign in as, for people and tests. */
const tellNewcomers = (config: Config, adapters: Adapters): void => {
  if (config.isProduction || adapters.demoAccounts.length === 0) return
  const urls = { portal: config.urls.portal, builder: config.urls.office }
  const accounts = adapters.demoAccounts.map(({ totpSecret, role, ...account }) => ({
    ...account,
    role: role.en,
    totpSecret,
  }))
  writeFileSync(inHome(config, 'dev.json'), JSON.stringify({ urls, accounts }, null, 2), { mode: 0o600 })
  const connection = {
    DATABASE_URL: config.databaseUrl,
    SMTP_URL: config.smtpUrl,
    PORTICO_KEY_FILE: resolve(config.keyFile),
    ...(config.portal === null ? {} : { PORTICO_PORTAL: config.portal }),
  }
  writeFileSync(connectionFile(config.home), JSON.stringify(connection, null, 2), { mode: 0o600 })
}

const sealEveryMs = 200

/** Seals the trail as it grows. Whichever process holds the lock does it; the others find nothing to do. */
export const sealing = (adapters: Adapters): { readonly stop: () => Promise<void> } => {
  const seal = openSealer(
    adapters.database.pool('portico_sealer'),
    adapters.trailKey,
    adapters.checkpointFile,
  )
  const stop = new AbortController()
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await seal().catch((fault: unknown) => {
        adapters.log.fault('The trail could not be sealed; it is tried again.', fault)
      })
      await pause(sealEveryMs, stop.signal)
    }
  }
  const running = run()
  return {
    stop: async () => {
      stop.abort()
      await running
    },
  }
}

export const listen = async (server: FastifyInstance, port: number): Promise<void> => {
  try {
    await server.listen({ port, host: '127.0.0.1' })
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE')
      throw new CannotRun(
        `Port ${port} is in use: end what uses it, or choose another with PORTICO_PORT and PORTICO_BUILDER_PORT.`,
      )
    throw fault
  }
}

/** The process that answers people. It knows no Temporal: requests go on without it, and due times catch up. */
export const serve = async (config: Config): Promise<{ readonly close: () => Promise<void> }> => {
  await prepare(config)
  const runtime = openRuntime(config)
  const adapters = await openDemo(config, runtime)
  await renew(adapters)
  const door = (app: 'portal' | 'office'): Promise<FastifyInstance> =>
    openServer({
      app,
      adapters,
      cookies: runtime.door.cookies(app),
      isProduction: config.isProduction,
      ready: () => readiness(adapters),
    })
  const servers = await Promise.all([door('portal'), door('office')])
  await listen(servers[1], config.ports.office)
  const sealer = sealing(adapters)
  // Told when the last port is bound and before anyone is answered: who reads it finds the portal, who is answered finds it.
  servers[0].server.once('listening', () => tellNewcomers(config, adapters))
  await listen(servers[0], config.ports.portal)
  return {
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
      await sealer.stop()
      await runtime.close()
    },
  }
}

import { createActivities } from './temporal/activities.ts'
import { CannotRun, type Config } from './config.ts'
import { openMail } from './mail/send.ts'
import { openRuntime } from './open.ts'
import { openRequestRuns } from './temporal/client.ts'
import { pause } from './pause.ts'
import { relay } from './commands/relay.ts'
import { openWorker, quietTemporal } from './temporal/worker.ts'

const retryMs = 1000

/** Temporal may come up after us, or come back: until then requests go on without deadlines and notices. */
const whenThere = async <T>(
  connect: () => Promise<T>,
  signal: AbortSignal,
  missing: () => void,
): Promise<T | null> => {
  for (let tries = 0; !signal.aborted; tries++) {
    try {
      return await connect()
    } catch {
      if (tries === 0) missing()
      await pause(retryMs, signal)
    }
  }
  return null
}

/** The process that waits and does: it relays plans to Temporal, and carries out deadlines and effects. */
export const work = (config: Config): { readonly close: () => Promise<void> } => {
  if (config.temporalAddress === null)
    throw new CannotRun('There is no Temporal: set TEMPORAL_ADDRESS to its address.')
  const { adapters, keys, close } = openRuntime(config)
  const mail = openMail(config.smtpUrl, config.mailFrom)
  const stop = new AbortController()
  quietTemporal(adapters.log)
  const place = {
    address: config.temporalAddress,
    namespace: config.temporalNamespace,
    environment: config.tasks,
    key: keys.derive('temporal'),
  }
  const activities = createActivities({ ...adapters, sendMail: mail.send, portalUrl: config.urls.portal })

  const run = async (): Promise<void> => {
    const missing = () => adapters.log.info('Temporal does not answer; deadlines and notices wait for it.')
    const runs = await whenThere(() => openRequestRuns(place), stop.signal, missing)
    const worker = await whenThere(() => openWorker(place, activities, adapters.log), stop.signal, missing)
    if (!runs || !worker) return
    stop.signal.addEventListener(
      'abort',
      () => {
        worker.shutdown()
      },
      { once: true },
    )
    adapters.log.info('The worker is ready.')
    await Promise.all([
      worker.run(),
      relay(adapters.database.pool('portico_worker'), runs, adapters.log, stop.signal),
    ])
    await runs.close()
  }
  const running = run().catch((fault: unknown) => {
    adapters.log.fault('The worker stopped.', fault)
    process.exitCode = 1
    if (!stop.signal.aborted) process.exit(1)
  })
  return {
    close: async () => {
      stop.abort()
      await running
      mail.close()
      await close()
    },
  }
}

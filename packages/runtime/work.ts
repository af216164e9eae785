import type { Adapters } from './commands/adapters.ts'
import { CannotRun, type Config } from './config.ts'
import { openBounceAddresses } from './mail/bounce-address.ts'
import { receiveBounces } from './mail/receive-bounces.ts'
import { openClamd } from './files/clamd.ts'
import { openMail } from './mail/send.ts'
import { Alarm } from './postgres/alarm.ts'
import { effectBounced } from './postgres/work-store.ts'
import type { Log } from './log.ts'
import { openRuntime } from './open.ts'
import { pause } from './pause.ts'
import { createActivities } from './temporal/activities.ts'
import type { Activities } from './temporal/messages.ts'
import { openRequestRuns } from './temporal/client.ts'
import { endGrants } from './commands/end-grants.ts'
import { relay } from './commands/relay.ts'
import { scanAttachments } from './commands/scan-attachments.ts'
import { sendInvitations } from './commands/send-invitations.ts'
import { openWorker, quietTemporal, type TemporalPlace } from './temporal/worker.ts'

const retryMs = 1000

/** The way to Temporal from the first word until it breaks or is no longer wanted. */
const workOnce = async (
  place: TemporalPlace,
  activities: Activities,
  { database, log }: Adapters,
  alarm: Alarm,
  wanted: AbortSignal,
): Promise<void> => {
  const runs = await openRequestRuns(place)
  const ending = new AbortController()
  try {
    const worker = await openWorker(place, activities, log)
    AbortSignal.any([wanted, ending.signal]).addEventListener('abort', worker.stop, { once: true })
    log.info('The worker is ready.')
    const relaying = relay(
      { pool: database.pool('portico_worker'), runs, alarm, log },
      AbortSignal.any([wanted, ending.signal]),
    )
    await worker.run().finally(() => {
      ending.abort()
    })
    await relaying
  } finally {
    await runs.close()
  }
}

/** Temporal may come up after us, go, or be another one when it is back: until then deadlines and notices wait. */
const workWhenever = async (once: () => Promise<void>, log: Log, wanted: AbortSignal): Promise<void> => {
  let isMissing = false
  while (!wanted.aborted) {
    try {
      await once()
      isMissing = false
    } catch (fault) {
      if (!isMissing) log.fault('Temporal cannot be worked for; deadlines and notices wait for it.', fault)
      isMissing = true
      await pause(retryMs, wanted)
    }
  }
}

type Bounces = { readonly to: ((mail: string) => string) | null; readonly close: () => Promise<void> }

/** Mails that come back are taken by one worker of a machine; another one finds the port taken, and works without. */
const takeBounces = ({ bouncePort, mailFrom }: Config, { database, macs, log }: Adapters): Bounces => {
  if (bouncePort === null) return { to: null, close: () => Promise.resolve() }
  const addresses = openBounceAddresses(macs.bounce, mailFrom)
  const listening = receiveBounces({
    port: bouncePort,
    addresses,
    bounced: async (mail, code) => {
      await effectBounced(database.pool('portico_worker'), mail, code)
    },
    failed: (fault) => {
      log.fault('A mail that came back could not be taken; it is sent again.', fault)
    },
  }).catch((fault: unknown) => {
    log.fault('Mails that come back cannot be taken by this process.', fault)
    return null
  })
  return { to: addresses.addressOf, close: async () => (await listening)?.close() }
}

/** The process that waits and does: it relays plans to Temporal, and carries out deadlines and effects. */
export const work = (config: Config): { readonly close: () => Promise<void> } => {
  if (config.temporalAddress === null)
    throw new CannotRun('There is no Temporal: set TEMPORAL_ADDRESS to its address.')
  const { adapters, keys, close } = openRuntime(config)
  const bounces = takeBounces(config, adapters)
  const mail = openMail(config.smtpUrl, config.mailFrom, bounces.to)
  const stop = new AbortController()
  quietTemporal(adapters.log)
  const place = {
    address: config.temporalAddress,
    tls: config.temporalTls,
    namespace: config.temporalNamespace,
    environment: config.tasks,
    key: keys.derive('temporal'),
  }
  const scanner = config.clamdAddress === null ? null : openClamd(config.clamdAddress)
  const workAdapters = { ...adapters, scanner, sendMail: mail.send }
  const activities = createActivities(workAdapters)
  const alarm = new Alarm(adapters.database.pool('portico_worker'))
  // Files get their verdict whether Temporal is there or not.
  const scanning = scanAttachments(workAdapters, alarm, stop.signal)
  const inviting = sendInvitations(workAdapters, alarm, stop.signal)
  const ending = endGrants(workAdapters, stop.signal)
  const running = workWhenever(
    () => workOnce(place, activities, adapters, alarm, stop.signal),
    adapters.log,
    stop.signal,
  )
  return {
    close: async () => {
      stop.abort()
      await Promise.all([running, scanning, inviting, ending])
      await alarm.end()
      await bounces.close()
      mail.close()
      await close()
    },
  }
}

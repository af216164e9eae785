import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { KeyObject } from 'node:crypto'
import type { Log } from '../log.ts'
import { sealingCodec } from './codec.ts'
import { taskQueueOf, type Activities } from './messages.ts'
import { safeFailures } from './safe-failures.ts'
import { workflowBundle } from './workflow-bundle.ts'
import { failureConverterPath } from './workflow-files.ts'

export type TemporalPlace = {
  readonly address: string
  readonly tls: boolean
  readonly namespace: string
  readonly environment: string
  readonly key: KeyObject
}

/** Temporal's own log lines are warnings and worse, without what they carry. */
export const quietTemporal = (log: Log): void => {
  const logger = new DefaultLogger('WARN', ({ level, message }) =>
    log.info('Temporal says.', { level, length: message.length }),
  )
  Runtime.install({ logger, telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } } })
}

export type RequestWorker = {
  /** Until it is stopped, or Temporal can no longer be worked for. */
  readonly run: () => Promise<void>
  readonly stop: () => void
}

export const openWorker = async (
  { address, tls, namespace, environment, key }: TemporalPlace,
  activities: Activities,
  log: Log,
): Promise<RequestWorker> => {
  const connection = await NativeConnection.connect({ address, tls })
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: taskQueueOf(environment),
    workflowBundle: await workflowBundle(),
    activities: { ...activities },
    dataConverter: {
      payloadCodecs: [sealingCodec(key)],
      failureConverterPath,
    },
    interceptors: { activity: [safeFailures(log)] },
    maxCachedWorkflows: 500,
    maxConcurrentActivityTaskExecutions: 20,
    maxConcurrentLocalActivityExecutions: 20,
    maxConcurrentWorkflowTaskExecutions: 40,
    stickyQueueScheduleToStartTimeout: '5s',
    shutdownGraceTime: '5s',
    shutdownForceTime: '8s',
    identity: `portico-${environment}`,
  })
  return {
    run: async () => {
      try {
        await worker.run()
      } finally {
        await connection.close()
      }
    },
    stop: () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
    },
  }
}

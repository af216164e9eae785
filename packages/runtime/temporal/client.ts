import { Client, Connection } from '@temporalio/client'
import type { RequestRuns } from '../commands/request-runs.ts'
import { sealingCodec } from './codec.ts'
import { taskQueueOf, workflowIdOf, type RequestInput } from './messages.ts'
import type { TemporalPlace } from './worker.ts'
import { failureConverterPath } from './workflow-files.ts'

/** The relay asks again sooner than the client's own retries would give up. */
const patienceMs = 3000

export const openRequestRuns = async ({
  address,
  tls,
  namespace,
  environment,
  key,
}: TemporalPlace): Promise<RequestRuns> => {
  const connection = await Connection.connect({ address, tls })
  const dataConverter = {
    payloadCodecs: [sealingCodec(key)],
    failureConverterPath,
  }
  const client = new Client({ connection, namespace, dataConverter, identity: `portico-${environment}` })
  return {
    nudge: async (request) => {
      const input: RequestInput = { request }
      await connection.withDeadline(Date.now() + patienceMs, () =>
        client.workflow.signalWithStart('requestWorkflow', {
          workflowId: workflowIdOf(environment, request),
          taskQueue: taskQueueOf(environment),
          args: [input],
          signal: 'nudge',
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        }),
      )
    },
    namespaceId: async () => {
      const { namespaceInfo } = await connection.withDeadline(Date.now() + patienceMs, () =>
        connection.workflowService.describeNamespace({ namespace }),
      )
      return namespaceInfo?.id ?? ''
    },
    close: () => connection.close(),
  }
}

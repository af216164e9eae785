import { Client, Connection } from '@temporalio/client'
import { fileURLToPath } from 'node:url'
import type { RequestRuns } from '../commands/request-runs.ts'
import { sealingCodec } from './codec.ts'
import { taskQueueOf, workflowIdOf, type RequestInput } from './messages.ts'
import type { TemporalPlace } from './worker.ts'

export const openRequestRuns = async ({
  address,
  namespace,
  environment,
  key,
}: TemporalPlace): Promise<RequestRuns> => {
  const connection = await Connection.connect({ address })
  const dataConverter = {
    payloadCodecs: [sealingCodec(key)],
    failureConverterPath: fileURLToPath(new URL('./failure-converter.ts', import.meta.url)),
  }
  const client = new Client({ connection, namespace, dataConverter, identity: `portico-${environment}` })
  return {
    nudge: async (request) => {
      const input: RequestInput = { request }
      await client.workflow.signalWithStart('requestWorkflow', {
        workflowId: workflowIdOf(environment, request),
        taskQueue: taskQueueOf(environment),
        args: [input],
        signal: 'nudge',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      })
    },
    namespaceId: async () => {
      const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace })
      return namespaceInfo?.id ?? ''
    },
    close: () => connection.close(),
  }
}

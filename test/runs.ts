import { Client, Connection, type WorkflowHandle } from '@temporalio/client'
import type { Practice } from './practice.ts'

/** What Temporal's own server knows of a practice's requests, without going through any of our code. */
export class Runs implements AsyncDisposable {
  readonly connection: Connection
  readonly #client: Client
  readonly #prefix: string

  private constructor(connection: Connection, prefix: string) {
    this.connection = connection
    this.#client = new Client({ connection, namespace: 'portico' })
    this.#prefix = prefix
  }

  static async of(practice: Practice): Promise<Runs> {
    const { TEMPORAL_ADDRESS: address = '', PORTICO_TASKS: prefix = '' } = practice.environment
    return new Runs(await Connection.connect({ address }), prefix)
  }

  /** How each run of a request stands, such as `RUNNING`. */
  async of(request: string): Promise<readonly string[]> {
    const found: string[] = []
    for await (const run of this.#client.workflow.list({
      query: `WorkflowId = '${this.#prefix}/${request}'`,
    }))
      found.push(run.status.name)
    return found
  }

  /** Every run of the practice that still runs. */
  async running(): Promise<readonly string[]> {
    const found: string[] = []
    for await (const run of this.#client.workflow.list({ query: `ExecutionStatus = 'Running'` }))
      if (run.workflowId.startsWith(`${this.#prefix}/`))
        found.push(run.workflowId.slice(this.#prefix.length + 1))
    return found
  }

  async all(): Promise<readonly { readonly workflowId: string; readonly runId: string }[]> {
    const found: { readonly workflowId: string; readonly runId: string }[] = []
    for await (const { workflowId, runId } of this.#client.workflow.list())
      if (workflowId.startsWith(`${this.#prefix}/`)) found.push({ workflowId, runId })
    return found
  }

  handle(request: string): WorkflowHandle {
    return this.#client.workflow.getHandle(`${this.#prefix}/${request}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connection.close()
  }
}

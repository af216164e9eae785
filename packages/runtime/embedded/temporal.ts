import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { answering } from './answering.ts'
import { CannotStart } from './cannot-start.ts'
import { lastLines, startGuarded, type Guarded } from './guarded.ts'
import { keptPort } from './port.ts'
import { temporalProgram } from './temporal-program.ts'

export const namespace = 'portico'

export type Temporal = {
  readonly address: string
  readonly server: Guarded | undefined
}

export type TemporalPlace = {
  readonly folder: string
  readonly logFile: string
}

/** Asks the Temporal that TEMPORAL_ADDRESS names. */
export async function givenTemporal(address: string): Promise<Temporal> {
  if ((await answering(undefined, 5_000, () => ask(address))) !== 'answers') {
    throw new CannotStart(
      `The Temporal that TEMPORAL_ADDRESS names (${address}) does not answer or has no namespace "${namespace}". Start it and create the namespace, or unset TEMPORAL_ADDRESS to use the Temporal that Portico brings.`,
    )
  }
  return { address, server: undefined }
}

export async function startTemporal(
  { folder, logFile }: TemporalPlace,
  env: NodeJS.ProcessEnv,
): Promise<Temporal> {
  const command = await temporalProgram(env)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const port = await keptPort(join(folder, 'port'))
  const server = await startGuarded({
    command,
    args: flags(port, join(folder, 'temporal.db')),
    cwd: folder,
    signal: 'SIGTERM',
    markFile: join(folder, 'running'),
    logFile,
  })
  const address = `127.0.0.1:${port}`
  const answer = await answering(server, 60_000, () => ask(address))
  if (answer === 'answers') return { address, server }
  await server.stop()
  throw new CannotStart(
    `Temporal could not start with the data in ${folder}. Its last words:\n${lastLines(logFile, 8)}\nSet TEMPORAL_ADDRESS to use another Temporal, or move ${folder} away: open requests are then taken up again from Postgres.`,
  )
}

/** Measured: the pragmas and eager execution take a request's step from about 95 ms to 35 ms. */
function flags(port: number, database: string): readonly string[] {
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--db-filename', database, '--namespace', namespace],
    ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'],
    ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
    ...['--log-level', 'error'],
  ]
}

async function ask(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 })
  try {
    await connection.workflowService.describeNamespace({ namespace })
  } finally {
    await connection.close()
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startMailCatcher } from '../packages/runtime/embedded/mail-catcher.ts'
import { startPostgres } from '../packages/runtime/embedded/postgres.ts'
import { startTemporal } from '../packages/runtime/embedded/temporal.ts'
import { workflowBundle } from '../packages/runtime/temporal/workflow-bundle.ts'
import { chromium } from './chromium.ts'
import { prepareDatabase } from './prepared-database.ts'
import type { Servers } from './servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    servers: Servers
  }
}

/** One Postgres, one Temporal and one mail catcher for the whole run. They end with it, however it ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return setUp(project, { durable: false })
}

export async function setUp(
  project: TestProject,
  { durable }: { readonly durable: boolean },
): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-test-'))
  const at = (...parts: readonly string[]) => join(folder, ...parts)
  const [postgres, temporal, mail] = await Promise.all([
    startPostgres({ folder: at('postgres'), logFile: at('postgres.log'), durable }),
    startTemporal({ folder: at('temporal'), logFile: at('temporal.log') }, process.env),
    startMailCatcher(at('mail')),
    workflowBundle(),
  ])
  await prepareDatabase(postgres.url, at('key'), at('prepared'))
  project.provide('servers', {
    databaseUrl: postgres.url,
    postgresFolder: at('postgres', 'data'),
    postgresLog: at('postgres.log'),
    temporalAddress: temporal.address,
    temporalLog: at('temporal.log'),
    smtpUrl: mail.smtpUrl,
    mailUrl: mail.url,
    chromium: await chromium(process.env),
    keyFile: at('key'),
  })
  return async () => {
    await Promise.all([postgres.server?.stop(), temporal.server?.stop(), mail.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

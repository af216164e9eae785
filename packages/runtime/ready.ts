import type { Adapters } from './commands/adapters.ts'
import { newestKey } from './postgres/key-store.ts'
import { missingMigrations } from './postgres/migrate.ts'
import { temporalSilence } from './postgres/work-store.ts'

export type Readiness = { readonly isReady: boolean; readonly detail: Readonly<Record<string, string>> }

/** The worker looks at Temporal every five seconds; a few looks may fail. */
const temporalPatienceSeconds = 20

/** People are served without Temporal; deadlines and notices wait for it. */
const temporalState = async ({ database }: Adapters): Promise<string> => {
  const silent = await temporalSilence(database.pool('portico_auth'))
  return silent !== null && silent < temporalPatienceSeconds ? 'ready' : 'degraded'
}

/** A database that was restored beside the wrong key opens nothing; that is found here, and not by the first patient. */
const keysState = async ({ database, keyRing }: Adapters): Promise<string> => {
  const id = await newestKey(database.pool('portico_keys'))
  if (id === null) return 'ready'
  try {
    return (await keyRing.keysOf([id])).has(id) ? 'ready' : 'missing'
  } catch {
    return 'not fitting'
  }
}

/** Whether this process can serve people: its database, as far on as the program, and keys that open what is there. */
export const readiness = async (adapters: Adapters): Promise<Readiness> => {
  try {
    const live = await adapters.live.reload()
    const missing = await missingMigrations(adapters.database.pool('portico_auth'))
    const migrations = missing.length === 0 ? 'ready' : 'missing'
    const keys = await keysState(adapters)
    const temporal = await temporalState(adapters)
    return {
      isReady: migrations === 'ready' && keys === 'ready',
      detail: {
        postgres: 'ready',
        migrations,
        keys,
        temporal,
        version: String(live.version),
        portal: live.hash,
      },
    }
  } catch {
    return { isReady: false, detail: { postgres: 'not answering' } }
  }
}

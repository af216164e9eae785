import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { portalSchema } from '@portico/engine/portal/portal'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { fillerOf } from '../../packages/runtime/commands/fill-values.ts'
import { openKeyRing } from '../../packages/runtime/keys/key-ring.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { openMacs } from '../../packages/runtime/keys/macs.ts'
import { openDatabase } from '../../packages/runtime/postgres/database.ts'
import { openKeyStore } from '../../packages/runtime/postgres/key-store.ts'
import { publish } from '../../packages/runtime/postgres/publish.ts'

/** A process that publishes what it is told and does nothing else, so that it can be killed in the middle of it. */
const asked = z
  .object({ url: z.string(), keyFile: z.string(), id: z.uuid(), portal: portalSchema })
  .parse(JSON.parse(await text(process.stdin)))
const { url, keyFile, id, portal } = asked
const keys = localFile(keyFile)
const database = openDatabase(url, keys.logins)
const keyRing = openKeyRing(keys, openKeyStore(database.pool('portico_keys')))
const filler = fillerOf({ keyRing, macs: openMacs(keys) })
process.stdout.write('begun\n')
const published = await publish(
  database.pool('portico_publisher'),
  { id, portal, body: JSON.stringify(portal), hash: hashOf(portal), reason: 'To be killed', filler },
  null,
)
await database.close()
if (!published.ok) throw new Error(`Nothing went live: ${published.refusal}.`)

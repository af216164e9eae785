import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { portalSchema } from '@portico/engine/portal/portal'
import { hashOf } from '../../packages/runtime/commands/open-practice.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { openDatabase } from '../../packages/runtime/postgres/database.ts'
import { publish } from '../../packages/runtime/postgres/publish.ts'

/** A process that publishes what it is told and does nothing else, so that it can be killed in the middle of it. */
const asked = z
  .object({ url: z.string(), keyFile: z.string(), id: z.uuid(), portal: portalSchema })
  .parse(JSON.parse(await text(process.stdin)))
const { url, keyFile, id, portal } = asked
const database = openDatabase(url, localFile(keyFile).logins)
process.stdout.write('begun\n')
await publish(
  database.pool('portico_publisher'),
  { id, portal, body: JSON.stringify(portal), hash: hashOf(portal), reason: 'To be killed' },
  null,
)
await database.close()

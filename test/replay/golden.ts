import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils.js'
import type { Portal } from '@portico/engine/portal/portal'
import { simplePaths } from '@portico/engine/testing/paths'
import { sealingCodec } from '../../packages/runtime/temporal/codec.ts'
import { localFile } from '../../packages/runtime/keys/key-source.ts'
import { servers } from '../servers.ts'
import type { Walk } from './walk-path.ts'

/** Histories that real runs left, kept so that a later workflow is held to them. They hold ids and numbers only. */
export const folder = fileURLToPath(new URL('histories/', import.meta.url))

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

/** Temporal's own notes, such as how long a local activity took, were never sealed. */
const isSealed = ({ metadata }: Record<string, unknown>): boolean =>
  isObject(metadata) &&
  metadata['encoding'] instanceof Uint8Array &&
  Buffer.from(metadata['encoding']).toString() === 'binary/portico-sealed'

/** Opens every sealed payload where it lies, so that the history can be read and replayed without a key. */
async function open(value: unknown, codec: ReturnType<typeof sealingCodec>): Promise<void> {
  if (!isObject(value)) return
  if (isSealed(value)) {
    const [opened] = await codec.decode([value])
    Object.assign(value, opened)
    return
  }
  for (const inner of Object.values(value)) await open(inner, codec)
}

/** As it is kept: open, and without the name of the machine it was recorded on. */
export async function kept(history: History): Promise<string> {
  await open(history, sealingCodec(localFile(servers().keyFile).derive('temporal')))
  return historyToJSON(history).replaceAll(/"identity": ?"[^"]*"/g, '"identity": "portico"')
}

/** A path's history is kept under its workflow and the transitions it took. */
export const nameOf = ({ id, path }: Walk): string =>
  `${id}-${path.map(({ transition }) => transition).join('-then-')}`

/** Every path of every workflow of a portal. */
export const walksOf = (portal: Portal): readonly Walk[] =>
  Object.entries(portal.workflows).flatMap(([id, workflow]) =>
    [...simplePaths(workflow)].map((path) => ({ id, workflow, path })),
  )

export const golden = (): readonly { readonly workflowId: string; readonly history: History }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      workflowId: name.replace('.json', ''),
      history: historyFromJSON(JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))),
    }))

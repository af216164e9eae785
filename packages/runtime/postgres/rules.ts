import { createHash } from 'node:crypto'
import type { Portal } from '@portico/engine/portal/portal'
import { markArtefacts } from './artefact.ts'
import { factsFunctions } from './facts.ts'
import { guardsOf } from './guard.ts'
import { literal } from './identifier.ts'
import { onceIndexes } from './once.ts'
import { policiesOf } from './policy.ts'
import { requestFunctions } from './request-functions.ts'
import { takenFunction } from './taken.ts'
import { viewsOf } from './view.ts'

/** A portal, and the hash it is known by. */
export type Compiled = { readonly portal: Portal; readonly hash: string }

const compiled = ({ portal, hash }: Compiled, processes: readonly Portal[]): readonly string[] => [
  ...onceIndexes(portal),
  ...policiesOf(portal),
  ...guardsOf(portal),
  ...factsFunctions(portal, processes),
  takenFunction(portal),
  ...viewsOf(portal, hash),
  ...requestFunctions(portal, hash),
  markArtefacts(hash),
]

/** What this program makes of a portal, as a hash: another program, which makes other rules of it, has another one. */
export const rulesHash = (portal: Compiled): string =>
  createHash('sha256').update(compiled(portal, []).join(';\n')).digest('hex')

const keepHash = (portal: Compiled): string =>
  `insert into portico.setting values ('rules', ${literal(rulesHash(portal))}) on conflict (name) do update set value = excluded.value`

/**
 * What decides for everybody: compiled from a version and from the versions that open requests are pinned to, whose guards
 * are still asked.
 */
export const rulesOf = (portal: Compiled, processes: readonly Portal[]): readonly string[] => [
  ...compiled(portal, processes),
  keepHash(portal),
]

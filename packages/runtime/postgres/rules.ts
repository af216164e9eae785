import { createHash } from 'node:crypto'
import type { Portal } from '@portico/engine/portal/portal'
import { markArtefacts } from './artefact.ts'
import { factsFunctions } from './facts.ts'
import { guardsOf } from './guard.ts'
import { literal } from './identifier.ts'
import { knownMigrations } from './known-migrations.ts'
import { onceIndexes } from './once.ts'
import { policiesOf } from './policy.ts'
import { requestFunctions } from './request-functions.ts'
import { takenFunction } from './taken.ts'
import { viewsOf } from './view.ts'

/** What rules are compiled from: a portal, and the hash it is known by. */
export type Source = { readonly portal: Portal; readonly hash: string }

const sqlOf = ({ portal, hash }: Source, processes: readonly Portal[]): readonly string[] => [
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
const rulesHash = (portal: Source): string =>
  createHash('sha256').update(sqlOf(portal, []).join(';\n')).digest('hex')

/** With the hash goes by how many migrations the program knew: whether it was an older one or a newer one. */
const keepHash = (portal: Source): string =>
  `insert into portico.setting values ('rules', ${literal(`${knownMigrations().length} ${rulesHash(portal)}`)}) on conflict (name) do update set value = excluded.value`

/**
 * Whether what decides has to be compiled anew, by what was kept with it. What a newer program made is left alone: an
 * older one that is started beside it would take away what the newer one relies on.
 */
export const isOutdated = (portal: Source, kept: string | null): boolean => {
  const [known = '', hash = ''] = (kept ?? '').split(' ')
  return hash !== rulesHash(portal) && !(Number(known) > knownMigrations().length)
}

/**
 * What decides for everybody: compiled from a version and from the versions that open requests are pinned to, whose guards
 * are still asked.
 */
export const rulesOf = (portal: Source, processes: readonly Portal[]): readonly string[] => [
  ...sqlOf(portal, processes),
  keepHash(portal),
]

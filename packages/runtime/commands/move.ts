import { randomUUID } from 'node:crypto'
import type { ArmedDeadline, Effect } from '@portico/engine/workflow/effect'

/** Effects and deadlines get random ids here: the engine has no chance, and an effect's id is how it is known once. */
export const withIds = <T extends ArmedDeadline | Effect>(
  all: readonly T[],
): readonly (T & { readonly id: string })[] => all.map((one) => ({ ...one, id: randomUUID() }))

/** A due time as answers hold it: written as the database would give it back, so that a replay is the same answer. */
export const answeredDue = (due: string | null): string | null =>
  due === null ? null : new Date(due).toISOString()

import { whyReserved } from '@portico/engine/portal/reserved'
import { idFrom } from './id-from.ts'

/** The id a new thing gets from its English name: free among its sisters, and none that means something already. */
export const freeId = (
  noun: string,
  label: string,
  taken: Readonly<Record<string, unknown>>,
  joint: '_' | '-' = '-',
): string => idFrom(label, joint, (id) => !Object.hasOwn(taken, id) && whyReserved(noun, id) === null)

import type { Edit } from './edit.ts'
import type { Part } from './part.ts'
import { portalSchema, type Portal } from './portal.ts'

const keys = portalSchema.keyof().options

/** To the letter: the order in which things stand is what people see, though it means nothing to the hash. */
const isWritten = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The one edit that makes a draft another portal, so that one step undoes it; null where it is that portal already. */
export const replacing = (before: Portal, after: Portal): Edit | null => {
  const parts = keys.flatMap((key): readonly Part[] => {
    if (isWritten(before[key], after[key])) return []
    return [{ path: [key], ...(after[key] !== undefined && { value: after[key] }) }]
  })
  return parts.length === 0 ? null : { kind: 'restore', parts }
}

import type { KindName } from '@portico/engine/field/kinds'
import type { Edit } from '@portico/engine/portal/edit'

type Set = Extract<Edit, { kind: 'change-field' }>['set']
export type LimitSettings = Pick<Set, 'min' | 'max' | 'not-before' | 'not-after'>

const numbers = { of: 'number', limits: ['min', 'max'] } as const
const spans = ['not-before', 'not-after'] as const

/** Which limits a kind of field can have, and what they are; null where its values have no order. */
export const limitsOf = (kind: KindName) => {
  if (kind === 'number' || kind === 'money') return numbers
  if (kind === 'date' || kind === 'date-time') return { of: 'day', limits: spans } as const
  return kind === 'time' ? ({ of: 'time', limits: spans } as const) : null
}

/** Another kind has no use for the limits of the one before. */
export const noLimits = { min: null, max: null, 'not-before': null, 'not-after': null } as const

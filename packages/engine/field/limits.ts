import type { FieldValue } from '../access/condition.ts'
import type { Field } from '../portal/portal.ts'
import { dayOf } from './date-time.ts'
import type { AnswerReason } from './kind.ts'

/** The day a limit names: `today` is that of the practice. */
const limitDay = (limit: string, today: string): string => (limit === 'today' ? today : limit)

/**
 * Whether a new answer lies outside what its field takes, and how. Only what is being answered is asked: a value that was
 * right when it was given stays readable whatever the limits become.
 */
export const outsideLimits = (
  field: Field,
  value: FieldValue,
  { today, zone }: { readonly today: string; readonly zone: string },
): AnswerReason | null => {
  if (typeof value === 'number') {
    if (field.min !== undefined && value < field.min) return 'too-small'
    if (field.max !== undefined && value > field.max) return 'too-large'
    // No number has more than six, so that is no limit.
    return value === Number(value.toFixed(field.decimals ?? 6)) ? null : 'too-precise'
  }
  if (typeof value !== 'string') return null
  const first = field['not-before']
  const last = field['not-after']
  if (first === undefined && last === undefined) return null
  const day = field.kind === 'date-time' ? dayOf(value, zone) : value
  if (first !== undefined && day < limitDay(first, today)) return 'too-early'
  return last !== undefined && day > limitDay(last, today) ? 'too-late' : null
}

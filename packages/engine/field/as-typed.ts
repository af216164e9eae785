import type { FieldValue } from '../access/condition.ts'

/** A value as somebody would type it. */
export const asTyped = (value: FieldValue): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '')

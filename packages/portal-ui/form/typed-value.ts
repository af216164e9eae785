import type { FieldValue } from '@portico/engine/access/condition'
import { kinds } from '@portico/engine/field/kinds'
import type { Field } from '@portico/engine/portal/portal'

/** What was typed, understood as the value it would become; as it stands when it is not one. */
export const typedValue = (typed: string, field: Field | undefined): FieldValue => {
  const text = typed.trim()
  if (text === '' || !field) return null
  const parsed = kinds[field.kind].parse(text, field)
  return parsed.ok ? parsed.value : text
}

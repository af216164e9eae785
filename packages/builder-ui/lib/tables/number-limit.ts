import { money } from '@portico/engine/field/money'
import { number } from '@portico/engine/field/number'

/** A limit as somebody types it, the Spanish way too; null for none, undefined for what is no number. */
export const numberLimit = (typed: string, kind: 'number' | 'money'): number | null | undefined => {
  const text = typed.trim()
  if (text === '') return null
  const parsed = { number, money }[kind].parse(text)
  return parsed.ok && typeof parsed.value === 'number' ? parsed.value : undefined
}

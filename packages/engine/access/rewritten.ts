import { isAll, isAny, isNot, isPaths, type Condition } from './condition.ts'
import type { OperandInput } from './condition-schema.ts'
import type { DeepReadonly } from '../brand.ts'

type Operand = DeepReadonly<OperandInput>

/** A condition with each of its questions put another way; what is around them stays as it was. */
export const rewritten = (
  condition: Condition,
  change: (path: string, operand: Operand) => readonly [string, Operand],
): Condition => {
  const each = (part: Condition): Condition => rewritten(part, change)
  if (isAll(condition)) return { all: condition.all.map(each) }
  if (isAny(condition)) return { any: condition.any.map(each) }
  if (isNot(condition)) return { not: each(condition.not) }
  if (!isPaths(condition)) return condition
  return Object.fromEntries(Object.entries(condition).map(([path, operand]) => change(path, operand)))
}

import { conditionSchema } from '@portico/engine/access/condition-schema'
import { expressionSchema, type ExpressionInput } from '@portico/engine/field/expression-schema'
import { sourceKinds, type Expression, type ExpressionKind } from '@portico/engine/field/expression'
import type { KindName } from '@portico/engine/field/kinds'
import type { Portal } from '@portico/engine/portal/portal'

/** The fields of a table that can be part of what is worked out so, given the first of them. */
export const fitting = (
  portal: Portal,
  table: string,
  kind: ExpressionKind,
  with_?: string,
): readonly string[] => {
  const fields = portal.tables[table]?.fields ?? {}
  const allowed: readonly KindName[] | null = kind === 'whether' ? null : sourceKinds[kind]
  const first = kind === 'join' ? undefined : fields[with_ ?? '']?.kind
  return Object.entries(fields)
    .filter(([, field]) =>
      allowed === null
        ? !['computed', 'attachment'].includes(field.kind)
        : allowed.includes(field.kind) && (first === undefined || field.kind === first),
    )
    .map(([id]) => id)
}

/** The first two fields that go together; null where there are none. */
const pairIn = (portal: Portal, table: string, kind: ExpressionKind): readonly [string, string] | null => {
  for (const first of fitting(portal, table, kind)) {
    const second = fitting(portal, table, kind, first).find((id) => id !== first)
    if (second !== undefined) return [first, second]
  }
  return null
}

/** What a field is made of when somebody has only said how: the first fields that can be; null where none can. */
export const firstExpression = (
  portal: Portal,
  table: string,
  kind: ExpressionKind,
): ExpressionInput | null => {
  if (kind === 'whether') {
    const [first] = fitting(portal, table, kind)
    return first === undefined ? null : { whether: conditionSchema.parse({ [first]: { 'is-blank': false } }) }
  }
  const pair = pairIn(portal, table, kind)
  return pair && expressionSchema.parse({ [kind]: pair })
}

/** The parts of what is not a condition. */
export const partsOf = (from: Expression): readonly string[] => {
  if ('sum' in from) return from.sum
  if ('difference' in from) return from.difference
  return 'join' in from ? from.join : []
}

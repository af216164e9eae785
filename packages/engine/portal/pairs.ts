import serialize from 'canonicalize'
import { own } from './own.ts'

/** Two maps of ids side by side. */
export type Pairs<Value> = {
  readonly added: readonly (readonly [string, Value])[]
  readonly removed: readonly (readonly [string, Value])[]
  readonly kept: readonly { readonly id: string; readonly before: Value; readonly after: Value }[]
}

type Map<Value> = Readonly<Record<string, Value>>

export const pairsOf = <Value>(before: Map<Value>, after: Map<Value>): Pairs<Value> => ({
  added: Object.entries(after).filter(([id]) => !Object.hasOwn(before, id)),
  removed: Object.entries(before).filter(([id]) => !Object.hasOwn(after, id)),
  kept: Object.entries(before).flatMap(([id, old]) => {
    const now = own(after, id)
    return now === undefined ? [] : [{ id, before: old, after: now }]
  }),
})

/** Equal as values, whatever the order of keys. */
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || serialize(one ?? null) === serialize(other ?? null)

/** What a list has gained and lost, in its own order. */
export const gainedAndLost = (before: readonly string[] = [], after: readonly string[] = []) => ({
  gained: after.filter((id) => !before.includes(id)),
  lost: before.filter((id) => !after.includes(id)),
})

type Map<Value> = Readonly<Record<string, Value>>

/** The same map with its keys in a chosen order; those that the order does not name follow as they stood. */
export const inOrder = <Value>(map: Map<Value>, order: readonly string[] = []): Record<string, Value> => {
  const named = new Set(order)
  const entries = Object.entries(map)
  const chosen = [...named].flatMap((id) => entries.filter(([key]) => key === id))
  return Object.fromEntries([...chosen, ...entries.filter(([key]) => !named.has(key))])
}

/** The keys with one of them moved to another place. */
export const movedTo = (ids: readonly string[], id: string, to: number): readonly string[] =>
  ids.filter((other) => other !== id).toSpliced(to, 0, id)

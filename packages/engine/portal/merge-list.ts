type Keyed = ReadonlyMap<string, unknown>

const without = (keys: readonly string[], others: ReadonlySet<string>): readonly string[] =>
  keys.filter((key) => others.has(key))

/** What one side added, by what stands before it: '' for the beginning. */
const additions = (
  keys: readonly string[],
  kept: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> => {
  const after = new Map<string, readonly string[]>()
  let anchor = ''
  for (const key of keys) {
    if (kept.has(key)) anchor = key
    else after.set(anchor, [...(after.get(anchor) ?? []), key])
  }
  return after
}

/** Both sides' additions at one place: in the same order, whoever comes first. */
const sideBySide = (one: readonly string[] = [], other: readonly string[] = []): readonly string[] => {
  const [first, second] = one.join(' ') <= other.join(' ') ? [one, other] : [other, one]
  return [...new Set([...first, ...second])]
}

/**
 * The order of a list that two people changed: what neither took away, in the order of the one who moved something, with
 * what each added where it was put. Null where both moved things.
 */
export const mergedOrder = (base: Keyed, mine: Keyed, theirs: Keyed): readonly string[] | null => {
  const kept = new Set([...base.keys()].filter((key) => mine.has(key) && theirs.has(key)))
  const orders = [base, mine, theirs].map((side) => without([...side.keys()], kept))
  const [before, ours, others] = orders.map((order) => JSON.stringify(order))
  if (before !== ours && before !== others && ours !== others) return null
  const order = (before === ours ? orders[2] : orders[1]) ?? []
  const old = new Set(base.keys())
  const fresh = [mine, theirs].map((side) =>
    additions(
      [...side.keys()].filter((key) => kept.has(key) || !old.has(key)),
      kept,
    ),
  )
  return ['', ...order].flatMap((key) => [
    ...(key === '' ? [] : [key]),
    ...sideBySide(fresh[0]?.get(key), fresh[1]?.get(key)),
  ])
}

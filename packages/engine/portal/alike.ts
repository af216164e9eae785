type Map = Readonly<Record<string, unknown>>

export const isMap = (value: unknown): value is Map =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Equal as values, whatever the order of keys; what two portals share is not looked into. */
export const isAlike = (one: unknown, other: unknown): boolean => {
  if (one === other) return true
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((value, index) => isAlike(value, other[index]))
  if (!isMap(one) || !isMap(other)) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  return (
    keys.length === others.length &&
    keys.every((key) => Object.hasOwn(other, key) && isAlike(one[key], other[key]))
  )
}

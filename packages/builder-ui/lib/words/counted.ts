export const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`

/** "a", "a and b", "a, b and c". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? 'nobody') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`

/** Who is not named stands in the middle of a sentence: "you", "a colleague". */
export const within = (name: string): string =>
  name === 'You' || name === 'A colleague' ? name.toLowerCase() : name

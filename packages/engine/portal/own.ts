/** What a map of ids holds under an id, and never what its prototype does: a stranger may ask for "constructor". */
export const own = <Value>(
  map: Readonly<Record<string, Value>> | undefined,
  id: string,
): Value | undefined => (map !== undefined && Object.hasOwn(map, id) ? map[id] : undefined)

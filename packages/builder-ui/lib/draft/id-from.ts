/**
 * The id a new thing keeps for good, made once from its English label. Ids that are taken or reserved get a
 * number, so that nobody ever has to think of one.
 */
export const idFrom = (label: string, joint: '_' | '-', isFree: (id: string) => boolean): string => {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, joint)
    .replace(/^[^a-z]+/, '')
    .slice(0, 36)
    .replace(/[_-]+$/, '')
  const base = plain === '' ? 'new' : plain
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}${joint}${count}`
    if (isFree(id)) return id
  }
}

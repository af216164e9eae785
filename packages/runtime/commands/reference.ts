import type { RecordId } from '@portico/engine/brand'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** What people say on the phone instead of an id: six signs of it, without those that sound or look alike. */
export const referenceOf = (id: RecordId): string => {
  const bits = BigInt(`0x${id.replaceAll('-', '').slice(0, 10)}`)
  const signs = Array.from(
    { length: 6 },
    (_, index) => letters[Number((bits >> BigInt(index * 5)) & 31n)],
  ).join('')
  return `${signs.slice(0, 3)}-${signs.slice(3)}`
}

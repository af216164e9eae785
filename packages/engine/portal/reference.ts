import type { RecordId } from '../brand.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** What people say on the phone instead of an id: six signs of it, without those that sound or look alike. */
export const referenceOf = (id: RecordId): string => {
  const bits = Number.parseInt(id.slice(2, 8) + id.slice(9, 11), 16)
  const sign = (place: number): string => letters.charAt((bits >>> (place * 5)) & 31)
  return `${sign(0)}${sign(1)}${sign(2)}-${sign(3)}${sign(4)}${sign(5)}`
}

import type { RecordId } from '../brand.ts'

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** What people say on the phone instead of an id: six signs of it, without those that sound or look alike. */
export const referenceOf = (id: RecordId): string => {
  const bits = Number.parseInt(id.slice(2, 8) + id.slice(9, 11), 16)
  const signs = Array.from({ length: 6 }, (_, index) => letters[(bits >>> (index * 5)) & 31]).join('')
  return `${signs.slice(0, 3)}-${signs.slice(3)}`
}

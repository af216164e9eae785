import type { ItemKindName } from './list.ts'

/** One item of a list, invented. */
export const inventedItem = {
  text: 'Invented',
  number: '1',
  money: '12.5',
  time: '10:00',
  phone: '555-0100',
  email: 'invented@example.com',
} as const satisfies Record<ItemKindName, string>

import { email } from './email.ts'
import { parsed, unparsed, type Kind } from './kind.ts'
import { money } from './money.ts'
import { number } from './number.ts'
import { phone } from './phone.ts'
import { text } from './text.ts'
import { time } from './time.ts'

/** What a list can be of: what is typed in one line. */
export const itemKindNames = ['text', 'number', 'money', 'time', 'phone', 'email'] as const
export type ItemKindName = (typeof itemKindNames)[number]
const itemKinds = { text, number, money, time, phone, email } satisfies Record<ItemKindName, Kind>

export const itemsMax = 50

/** The items of a list, a line each; blank lines are none. */
export const itemsIn = (value: string): readonly string[] =>
  value.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))

export const parseItem = (typed: string, of: ItemKindName) => itemKinds[of].parse(typed)

/** Any number of values of one kind, in the order in which they were given, a line each. */
export const list = {
  parse: (typed, { of }) => {
    const items = itemsIn(typed)
    if (of === undefined || items.length === 0) return unparsed('not-valid')
    if (items.length > itemsMax) return unparsed('too-many')
    const values: string[] = []
    for (const item of items) {
      const read = parseItem(item, of)
      if (!read.ok) return read
      values.push(String(read.value))
    }
    return parsed(values.join('\n'))
  },
  column: 'text',
} satisfies Kind

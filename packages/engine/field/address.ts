import { parsed, unparsed, type Kind } from './kind.ts'

/** The parts of an address in the order in which they are asked and kept, a line each. The second alone may be blank. */
export const addressParts = ['street', 'more', 'town', 'state', 'code'] as const
export type AddressPart = (typeof addressParts)[number]

const lengthsMax = { street: 100, more: 100, town: 60, state: 40, code: 12 } as const satisfies Record<
  AddressPart,
  number
>
const postalCode = /^[\p{L}\d][\p{L}\d -]{2,11}$/u

/** An address line by line. What is not there is blank, and more lines than parts are no address. */
export const addressLines = (typed: string): readonly string[] =>
  typed.split(/\r?\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '))

const isPart = (part: AddressPart, line: string): boolean =>
  (line !== '' || part === 'more') &&
  line.length <= lengthsMax[part] &&
  (part !== 'code' || postalCode.test(line))

/** Which parts are blank or cannot be what they should. */
export const wrongParts = (typed: string): readonly AddressPart[] => {
  const lines = addressLines(typed)
  return addressParts.filter((part, index) => !isPart(part, lines[index] ?? ''))
}

/** A postal address in parts: street, what else leads to the door, town, state and ZIP or postal code. */
export const address = {
  parse: (typed) => {
    const lines = addressLines(typed)
    return lines.length === addressParts.length && wrongParts(typed).length === 0
      ? parsed(lines.join('\n'))
      : unparsed('not-an-address')
  },
  column: 'text',
} satisfies Kind

/** In one line, as on an envelope: "12 Main Street, Apt 4, Springfield, IL 62701". */
export const addressInWords = (value: string): string => {
  const [street, more, town, state, code] = addressLines(value)
  const end = [state, code].filter((part) => part).join(' ')
  return [street, more, town, end].filter((part) => part).join(', ')
}

import { expect, test } from 'vitest'
import { address, addressInWords, wrongParts } from './address.ts'

const home = '12 Main Street\n\nSpringfield\nIL\n62701'
const refused = { ok: false, reason: 'not-an-address' }

test('an address is its five parts, a line each, of which the second may be blank', () => {
  expect(address.parse(home)).toEqual({ ok: true, value: home })
  expect(address.parse(' 12  Main Street \r\n\r\nSpringfield\r\n IL\r\n62701')).toEqual({
    ok: true,
    value: home,
  })
  expect(address.parse('Av. Juárez 5\nDepto. 3\nPuebla\nPuebla\n72000')).toMatchObject({ ok: true })
  expect(address.parse('1 High Street\n\nLeeds\nYorkshire\nLS1 4AP')).toMatchObject({ ok: true })
})

test.each([
  ['a part is missing at the end', '12 Main Street\n\nSpringfield\nIL', ['code']],
  ['a part is blank', '12 Main Street\n\n\nIL\n62701', ['town']],
  ['the code is none', '12 Main Street\n\nSpringfield\nIL\n6', ['code']],
  ['a part is too long', `${'x'.repeat(101)}\n\nSpringfield\nIL\n62701`, ['street']],
] as const)('no address: %s', (_, typed, wrong) => {
  expect(address.parse(typed)).toEqual(refused)
  expect(wrongParts(typed)).toEqual(wrong)
})

test('no address: there are more lines than parts', () => {
  expect(address.parse(`${home}\nUSA`)).toEqual(refused)
})

test('an address reads as on an envelope', () => {
  expect(addressInWords(home)).toBe('12 Main Street, Springfield, IL 62701')
  expect(addressInWords('1 A St\nApt 4\nAda\nOK\n74820')).toBe('1 A St, Apt 4, Ada, OK 74820')
})

import { expect, test } from 'vitest'
import { drawnPath, signature, signatureIn, signatureText } from './signature.ts'

const field = { statement: { en: 'What I said is true.', es: 'Lo que dije es cierto.' } }
const refused = { ok: false, reason: 'not-signed' }
const signed = (name: string, drawn = '', statement = field.statement.en) =>
  signature.parse([name, drawn, statement].join('\n'), field)

test('a name under the statement is a signature, in either language', () => {
  expect(signed(' Ada   Example ')).toEqual({ ok: true, value: 'Ada Example\n\nWhat I said is true.' })
  expect(signed('Ada', '', field.statement.es)).toMatchObject({ ok: true })
})

test('what was drawn is kept with it', () => {
  expect(signed('Ada', '1,2 30,40;5,6')).toEqual({
    ok: true,
    value: 'Ada\n1,2 30,40;5,6\nWhat I said is true.',
  })
})

test.each([
  ['no name', ['', '1,2']],
  ['a name that is too long', ['x'.repeat(101)]],
  ['another statement', ['Ada', '', 'I owe you everything.']],
  ['no statement', ['Ada', '', '']],
  ['a drawing that is no drawing', ['Ada', '<svg onload=alert(1)>']],
  ['a drawing without end', ['Ada', '1,2 '.repeat(2000)]],
] as const)('%s is no signature', (_, [name, drawn, statement]) => {
  expect(signed(name, drawn, statement)).toEqual(refused)
})

test('where there is nothing to sign nobody signs', () => {
  expect(signature.parse('Ada\n\n', {})).toEqual(refused)
  expect(signature.parse('Ada', {})).toEqual(refused)
})

test('a signature is read as it was written, and without a name is blank', () => {
  const whole = { name: 'Ada Example', drawn: '1,2', statement: 'What I said is true.' }
  expect(signatureIn(signatureText(whole))).toEqual(whole)
  expect(signatureText({ ...whole, name: ' ' })).toBe('')
})

test('what was drawn is a path of lines and dots, and nothing else', () => {
  expect(drawnPath('1,2 3,4;5,6')).toBe('M1,2L3,4M5,6h0')
  expect(drawnPath('')).toBe('')
  expect(drawnPath('1,2"><script>')).toBe('')
})

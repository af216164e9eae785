import { expect, test } from 'vitest'
import { practice, portalWith } from './practice.fixture.ts'
import { readBack } from './read-back.ts'

const said = (role: string, table = 'refill', portal = practice): readonly string[] =>
  readBack(portal, role, table).map(({ sentence }) => sentence)

test('what a role may do to a table reads back as one sentence for each condition', () => {
  expect(said('front-desk')).toEqual([
    "*Front desk* may read and fill in *Patient*, *Medicine*, *Pharmacy* and *Days left* of refills whose patient's location is their own location; may change nothing.",
  ])
  expect(said('operations')).toEqual(['*Operations* sees nothing of refills.'])
})

test('a permission to change a request says that it holds in steps only, and names what no step asks for', () => {
  expect(said('provider').slice(1)).toEqual([
    '*Provider* changes refills only in a next step that asks for it.',
  ])
  const pharmacy = { role: 'nurse', table: 'refill', may: ['read', 'update'], fields: ['pharmacy'] }
  expect(said('nurse', 'refill', portalWith({ permissions: [pharmacy] })).slice(1)).toEqual([
    '*Nurse* changes refills only in a next step that asks for it: no step of this role asks for *Pharmacy*.',
  ])
})

test('what a role changes without reading it is said apart', () => {
  const blind = { role: 'nurse', table: 'refill', may: ['update'], fields: ['pharmacy', 'days_left'] }
  const seen = { role: 'nurse', table: 'refill', may: ['read', 'update'], fields: ['medication'] }
  expect(said('nurse', 'refill', portalWith({ permissions: [blind, seen] }))[0]).toBe(
    '*Nurse* may read and change *Medicine* and change *Pharmacy* and *Days left* without reading them of all refills.',
  )
})

test('all fields and nearly all fields are said in few words, and hundreds are counted', () => {
  const field = { kind: 'text', class: 'operational' } as const
  const fields = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field-${at}`, field]))
  const wide = (count: number) =>
    said(
      'nurse',
      'wide',
      portalWith({
        'tables.wide': { fields },
        permissions: [
          { role: 'nurse', table: 'wide', may: ['read'], fields: Object.keys(fields).slice(0, count) },
        ],
      }),
    )[0]
  expect(wide(40)).toBe('*Nurse* may read every field of all wides; may change nothing.')
  expect(wide(39)).toBe('*Nurse* may read every field but *Field 39* of all wides; may change nothing.')
  expect(wide(20)).toMatch(/^\*Nurse\* may read \*Field 0\*, .* and 8 more of all wides/)
})

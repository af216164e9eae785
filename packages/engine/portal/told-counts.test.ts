import { expect, test } from 'vitest'
import type { Field, Portal } from './portal.ts'
import { practice } from './practice.fixture.ts'
import { isCountTold, isFilledCountTold } from './told-counts.ts'

const free: Field = { kind: 'text', class: 'clinical' }
const chosen: Field = { kind: 'choice', class: 'clinical', options: { yes: { en: 'Pregnant' } } }
const open: Field = { kind: 'text', class: 'operational' }

const reading = (where: boolean): Portal => ({
  ...practice,
  permissions: [
    {
      ...{ role: 'nurse', table: 'refill', may: ['read'], fields: ['medication'] },
      ...(where ? { where: { patient: 'me' } } : {}),
    },
  ],
})

const told = (portal: Portal, roles: readonly string[], from: Field, to: Field): boolean =>
  isCountTold(portal, roles, { table: 'refill', source: 'medication', from, to })

test('how many private values are called like a choice is told to nobody who does not read all of them', () => {
  expect(told(reading(false), ['operations'], free, chosen)).toBe(false)
  expect(told(reading(true), ['nurse'], free, chosen)).toBe(false)
  expect(told(reading(false), ['operations', 'nurse'], free, chosen)).toBe(true)
})

test('what a choice is called can be made to fit too, so choices that become something else are told the same way', () => {
  const yesNo: Field = { kind: 'yes-no', class: 'clinical' }
  expect(told(reading(true), ['nurse'], chosen, yesNo)).toBe(false)
  expect(told(reading(false), ['nurse'], chosen, yesNo)).toBe(true)
})

test('how many values are numbers, and how many of those that are not private are anything, is told to everybody', () => {
  expect(told(reading(true), [], free, { kind: 'number', class: 'clinical' })).toBe(true)
  const place = { table: 'location', source: 'name' }
  expect(isCountTold(practice, [], { ...place, from: open, to: { ...chosen, class: 'operational' } })).toBe(
    true,
  )
})

test('a draft that calls the values less private is told no more than before', () => {
  const lowered: Field = { kind: 'text', class: 'operational' }
  expect(told(reading(true), ['nurse'], lowered, { ...chosen, class: 'operational' })).toBe(false)
})

test('how many values a field has that was filled so is told to nobody else either', () => {
  const filled = (portal: Portal): Portal => ({
    ...portal,
    tables: {
      ...portal.tables,
      refill: {
        ...portal.tables['refill'],
        fields: {
          ...portal.tables['refill']?.fields,
          medication_2: { ...chosen, 'filled-from': 'medication' },
        },
      },
    },
  })
  const place = { table: 'refill', field: 'medication_2' }
  expect(isFilledCountTold(filled(reading(true)), ['nurse'], place)).toBe(false)
  expect(isFilledCountTold(filled(reading(false)), ['nurse'], place)).toBe(true)
  expect(isFilledCountTold(practice, [], { table: 'refill', field: 'medication' })).toBe(true)
})

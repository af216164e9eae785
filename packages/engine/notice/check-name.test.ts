import { expect, test } from 'vitest'
import { checkName, checkPortalName } from './check-name.ts'

test('a name that speaks of health is told with its words, in each language', () => {
  const problems = checkName({ en: 'HIV test', es: 'Prueba de VIH' })
  expect(problems.map(({ path, words }) => [path, words])).toEqual([
    [['en'], ['HIV', 'test']],
    [['es'], ['Prueba', 'VIH']],
  ])
  expect(problems[0]?.sentence).toMatch(/^The name says “HIV” and “test”\. That speaks of somebody’s health/)
})

test('a name that says nothing of anybody is free', () => {
  expect(checkName({ en: 'Parking letter', es: 'Carta de estacionamiento' })).toEqual([])
})

test('a practice may be named after its street, and not after an illness', () => {
  expect(checkPortalName({ en: '7th Street Clinic' })).toEqual([])
  expect(checkPortalName({ en: 'Riverside HIV Clinic' }).map(({ words }) => words)).toEqual([['HIV Clinic']])
})

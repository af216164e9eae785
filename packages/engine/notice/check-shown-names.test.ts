import { expect, test } from 'vitest'
import { check } from '../portal/check.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'

const told = (parts: Readonly<Record<string, unknown>>) =>
  check(portalWith(parts))
    .filter(({ code }) => code === 'name-tells')
    .map(({ path, severity }) => `${severity} ${path.join('.')}`)

const label = { en: 'HIV test', es: 'Prueba de VIH' }

test('a form that still bears a name of health after its workflow was renamed is told, in each language', () => {
  expect(told({ 'forms.refill.label': label })).toEqual([
    'hint forms.refill.label.en',
    'hint forms.refill.label.es',
  ])
})

test('a queue is told where patients read who has their request', () => {
  const letter = {
    'workflows.refill.label': { en: 'Letter' },
    'tables.refill.label': { en: 'Letter' },
    'forms.refill.label': { en: 'Letter' },
  }
  const desk = { 'queues.nurse.label': { en: 'HIV desk' } }
  expect(told({ ...letter, ...desk })).toEqual(['hint queues.nurse.label.en'])
  expect(told(desk), 'where all of it is about health').toEqual([])
})

test('what the workflow or its table says already is told nowhere', () => {
  expect(told({ 'forms.refill.label': label, 'workflows.refill.label': label })).toEqual([])
  expect(check(practice)).toEqual([])
})

import { expect, test } from 'vitest'
import { portalWith, practice } from './practice.fixture.ts'
import { renameAlong } from './rename-along.ts'

const before = { en: 'HIV test', es: 'Prueba de VIH' }
const made = (label: { en: string; es?: string }) =>
  portalWith({
    'workflows.refill.label': label,
    'tables.refill.label': { en: 'Refills' },
    'forms.refill.label': before,
    'notices.refill-update.label': { en: 'HIV test: news', es: 'Prueba de VIH: novedad' },
  })
const labels = (label: { en: string; es?: string }) =>
  renameAlong(made(label), 'refill', before).map(({ edit }) =>
    edit.kind === 'set-label' ? [edit.of.join('.'), edit.label] : [],
  )

test('what a renamed workflow made under its old name is offered the new one, in both languages', () => {
  expect(labels({ en: 'Letter', es: 'Carta' })).toEqual([
    ['forms.refill', { en: 'Letter', es: 'Carta' }],
    ['notices.refill-update', { en: 'Letter: news', es: 'Carta: novedad' }],
  ])
})

test('what was never called so, and what is called so already, is left alone', () => {
  expect(labels(before)).toEqual([])
})

test('the offer needs nobody’s memory: two parts of one name had it from the workflow', () => {
  const portal = made({ en: 'Travel letter', es: 'Carta de viaje' })
  expect(
    renameAlong(portal, 'refill').map(({ edit }) => edit.kind === 'set-label' && edit.of.join('.')),
  ).toEqual(['forms.refill', 'notices.refill-update'])
})

test('nothing is renamed to a name that speaks of health, and one part of another name is left alone', () => {
  const portal = portalWith({
    'workflows.refill.label': before,
    'tables.refill.label': { en: 'Travel letter' },
    'forms.refill.label': { en: 'Travel letter' },
  })
  expect(renameAlong(portal, 'refill', { en: 'Travel letter' })).toEqual([])
  expect(renameAlong(practice, 'refill')).toEqual([])
})

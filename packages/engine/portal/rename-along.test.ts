import { expect, test } from 'vitest'
import { portalWith } from './practice.fixture.ts'
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

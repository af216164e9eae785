import { maple } from '@portico/engine/testing/maple'
import { expect, test } from 'vitest'
import { askedAfter, found, usesFound } from './find.ts'
import { portalEntries } from './portal-entries.ts'

const entries = portalEntries(maple)
const first = (query: string) => found(entries, query)[0]

test('everything is found by its name in both languages, without accents, and by its id', () => {
  for (const entry of entries) {
    for (const name of [entry.label, ...entry.also].filter((one) => one !== ''))
      expect(found(entries, name).length, name).toBeGreaterThan(0)
    expect(entry.href, entry.id).toMatch(/^\//)
  }
})

test('what is called so comes before what merely contains it, and permissions come last', () => {
  const [best] = found(entries, 'refill')
  expect(best?.label).toBe('Refill')
  const kinds = found(entries, 'refill').map(({ kind }) => kind)
  expect(kinds.indexOf('permission')).toBeGreaterThan(kinds.lastIndexOf('table'))
  expect(first('zzzz')).toBeUndefined()
})

test('several words are found across a thing and what it belongs to', () => {
  const field = entries.find(({ kind }) => kind === 'field')
  expect(first(`${field?.within ?? ''} ${field?.label ?? ''}`)?.id).toBe(field?.id)
})

test('a question after uses is understood in both languages, and answered with the places', () => {
  expect(askedAfter('Where is Dose used?')).toBe('dose')
  expect(askedAfter('¿Dónde se usa Dosis?')).toBe('dosis')
  expect(askedAfter('Dose')).toBeNull()
  const uses = usesFound(maple, entries, 'nurse')
  expect(uses.length).toBeGreaterThan(0)
  expect(uses.every(({ kind, href = '' }) => kind === 'use' && href.startsWith('/'))).toBe(true)
})

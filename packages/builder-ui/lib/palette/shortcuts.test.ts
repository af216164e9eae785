import { expect, test } from 'vitest'
import { goKeys, keysOf, shortcutOf } from './shortcuts.ts'

test('g and a letter lead to a page, and the letter alone to nothing', () => {
  for (const [key, path] of Object.entries(goKeys)) {
    expect(shortcutOf(key, 'g')).toEqual({ go: path })
    expect(shortcutOf(key, null)).toBeNull()
  }
  expect(keysOf('/tables')).toBe('G T')
  expect(keysOf('/trail')).toBeNull()
})

test('the sheet, the search and the problems have a key of their own', () => {
  expect([shortcutOf('?', null), shortcutOf('/', null), shortcutOf('!', null)]).toEqual([
    'sheet',
    'palette',
    'problems',
  ])
})

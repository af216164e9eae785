import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { details } from '@portico/engine/trail/entry-words'

const folders = ['./', '../http/', '../postgres/', '../postgres/migrations/'] as const

const sources = folders.flatMap((name) => {
  const folder = new URL(name, import.meta.url)
  return readdirSync(folder)
    .filter((file) => /\.(ts|sql)$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
})

/** What stands as a detail of an entry, in the code and in the functions of the database. */
const written = sources.flatMap((source) =>
  [
    /\b(?:detail|deed): '([a-z0-9-]+)'/g,
    /(?:entry_write|append_entry)\([^;`]*?, '([a-z-]+)'\)/g,
    /'(walk-[a-z-]+)'/g,
  ].flatMap((pattern) => [...source.matchAll(pattern)].map(([, detail = '']) => detail)),
)
// How one refers to the entry that was read, not what was done.
const noDetail = new Set(['seq'])

test('the trail says in words whatever the code writes into it', () => {
  const found = new Set(written.filter((detail) => !noDetail.has(detail)))
  expect(found.size).toBeGreaterThan(60)
  expect([...found].filter((detail) => !Object.hasOwn(details, detail)).toSorted()).toEqual([])
})

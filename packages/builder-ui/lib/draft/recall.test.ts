import { maple } from '@portico/engine/testing/maple'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepUndo } from './kept-undo.ts'
import { recall } from './recall.ts'

const leaving: (() => void)[] = []
beforeEach(() => {
  const items = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  })
  vi.stubGlobal('addEventListener', (_event: 'pagehide', left: () => void) => leaving.push(left))
})
afterEach(() => vi.unstubAllGlobals())

const inverses = [{ kind: 'remove-permission', at: 0 }] as const
const done = [{ edits: [], inverses, key: null }]
// Only a moment that is over is asked for, and there is none here.
const calls = { draft: { moment: { query: () => Promise.reject(new Error('nobody asks')) } } }
const recalled = (version: number, revision = 4) =>
  recall(calls, 'dana', { portal: maple, revision, live: { version } })

test('what can be undone survives a reload, as long as what was live then is live', async () => {
  keepUndo('dana', { revision: 4, live: { version: 2 } }, { done, undone: [] }, 0)
  leaving.forEach((left) => left())
  expect((await recalled(2)).undo?.done).toEqual(done)
  expect((await recalled(3)).undo).toBeNull()
})

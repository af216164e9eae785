import { expect, test } from 'vitest'
import { largePortal } from '../testing/large-portal.ts'
import { maple } from '../testing/maple.ts'
import { randomEdit } from '../testing/random-edit.ts'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom, type Random } from '../testing/random.ts'
import { apply } from './apply.ts'
import { isList, isMap } from './alike.ts'
import { parseNext } from './parse-next.ts'
import { parsePortal } from './parse.ts'
import { valueAt, withPart } from './part.ts'
import type { Path } from './problem.ts'

const tries = Number(process.env['SCRIPTS'] ?? 150)
const seed = Number(process.env['SEED'] ?? 20_310)

/** What a stranger might put somewhere. */
const strange: readonly unknown[] = [
  null,
  7,
  'x'.repeat(6000),
  [],
  {},
  { en: 'Good' },
  { __proto__: null, select: {} },
  Object.fromEntries([['__proto__', {}]]),
  [{ role: 'nobody', table: 'nothing', may: ['read', 'read'], fields: ['a', 'a'] }],
  { 'a-b': { fields: {} }, a_b: { fields: {} } },
]

/** A place somewhere in a value, as deep as chance goes. */
const placeIn = (random: Random, root: unknown): Path => {
  const path: (string | number)[] = []
  for (let here: unknown = root; path.length < 5 && (path.length === 0 || random.below(3) > 0);) {
    const keys = isList(here) ? [...here.keys()] : isMap(here) ? Object.keys(here) : []
    const key = keys[random.below(Math.max(1, keys.length))]
    if (key === undefined) break
    path.push(key)
    here = valueAt(here, [key])
  }
  return path
}

test(`what was read before is not read again, and nothing is told otherwise for it (seed ${String(seed)})`, () => {
  const random = randomFrom(seed)
  for (let at = 0; at < tries; at += 1) {
    const before = at % 3 === 0 ? maple : randomSoundPortal(random)
    const path = placeIn(random, before)
    const value = strange[random.below(strange.length)]
    const root = path.length === 0 ? value : (withPart(before, { path, value })?.root ?? before)
    expect(parseNext(before, root), `${path.join('.')} of try ${String(at)}`).toEqual(parsePortal(root))
  }
})

test('an edited draft is what reading all of it gives, to the letter', () => {
  const random = randomFrom(seed)
  let draft = maple
  for (let at = 0; at < tries; at += 1) {
    const edited = apply(draft, randomEdit(random, draft))
    if (!edited.ok) continue
    draft = edited.value.portal
    const read = parsePortal(structuredClone(draft))
    expect(read.ok && JSON.stringify(read.value), `try ${String(at)}`).toBe(JSON.stringify(draft))
  }
})

test('what an edit leaves alone stays the very same value', () => {
  const large = largePortal(maple)
  const read = parseNext(large, { ...large, permissions: large.permissions.toReversed() })
  expect(read.ok && read.value.permissions.toReversed()).toEqual(large.permissions)
  expect(
    read.ok && Object.entries(read.value.tables).every(([id, table]) => table === large.tables[id]),
  ).toBe(true)
  expect(read.ok && read.value.permissions[0] === large.permissions.at(-1)).toBe(true)
})

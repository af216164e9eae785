import { expect, test } from 'vitest'
import { scriptFault } from '../testing/edit-script.ts'
import { editKinds, randomEdit } from '../testing/random-edit.ts'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { apply } from './apply.ts'
import { practice } from './practice.fixture.ts'

const scripts = Number(process.env['SCRIPTS'] ?? 250)
const seed = Number(process.env['SEED'] ?? 20260)

test(`of ${String(scripts)} random edit scripts, all undone is the start and all redone the end (seed ${String(seed)})`, () => {
  for (let script = 0; script < scripts; script += 1) {
    const random = randomFrom(seed + script)
    const start = script % 4 === 0 ? practice : randomSoundPortal(random)
    expect(scriptFault(random, start, 1 + random.below(12)), `seed ${String(seed + script)}`).toBeNull()
  }
}, 600_000)

test('random edits of every kind are taken by some draft', () => {
  const random = randomFrom(seed)
  const taken = new Set<string>()
  let draft = practice
  for (let tries = 0; tries < 10_000 && taken.size < editKinds.length; tries += 1) {
    if (tries % 50 === 0) draft = practice
    const edit = randomEdit(random, draft)
    const result = apply(draft, edit)
    if (!result.ok) continue
    taken.add(edit.kind)
    draft = result.value.portal
  }
  expect(editKinds.filter((kind) => !taken.has(kind))).toEqual([])
})

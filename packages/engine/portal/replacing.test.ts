import { expect, test } from 'vitest'
import { randomSoundPortal } from '../testing/random-portal.ts'
import { randomFrom } from '../testing/random.ts'
import { apply } from './apply.ts'
import { portalWith, practice } from './practice.fixture.ts'
import type { Portal } from './portal.ts'
import { replacing } from './replacing.ts'

const replaced = (before: Portal, after: Portal) => {
  const edit = replacing(before, after)
  const result = edit && apply(before, edit)
  if (!result?.ok) throw new Error('The portal was not replaced.')
  return result.value
}

test('a draft becomes another portal to the letter, and one step brings it back', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const other = randomSoundPortal(randomFrom(seed))
    const { portal, inverse } = replaced(practice, other)
    expect(JSON.stringify(portal), `seed ${String(seed)}`).toBe(JSON.stringify(other))
    const undone = apply(portal, inverse)
    expect(undone.ok && undone.value.portal, `seed ${String(seed)}`).toEqual(practice)
  }
})

test('what the other portal does not have goes', () => {
  expect(replaced(practice, portalWith({ phone: undefined })).portal).not.toHaveProperty('phone')
})

test('a portal is not replaced by itself', () => {
  expect(replacing(practice, portalWith({}))).toBeNull()
})

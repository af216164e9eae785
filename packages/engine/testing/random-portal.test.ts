import { expect, test } from 'vitest'
import { check } from '../portal/check.ts'
import { maple } from './maple.ts'
import { randomPortal, randomSoundPortal } from './random-portal.ts'
import { randomFrom } from './random.ts'

const errorsOf = (portal: Parameters<typeof check>[0]) =>
  check(portal).filter(({ severity }) => severity === 'error')

test('the practice of these tests could be published', () => {
  expect(errorsOf(maple)).toEqual([])
})

test('a random portal is the same for the same seed', () => {
  expect(randomPortal(randomFrom(5))).toEqual(randomPortal(randomFrom(5)))
  expect(randomPortal(randomFrom(5))).not.toEqual(randomPortal(randomFrom(6)))
})

test('a sound random portal could be published, and still has something to compare', () => {
  let permissions = 0
  for (let seed = 0; seed < 50; seed += 1) {
    const portal = randomSoundPortal(randomFrom(seed))
    expect(errorsOf(portal), `seed ${seed}`).toEqual([])
    permissions += portal.permissions.length
  }
  expect(permissions).toBeGreaterThan(50 * 4)
})

import { expect, test } from 'vitest'
import { choice } from './choice.ts'
import { manyChoice } from './many-choice.ts'

const field = { options: { chair: {}, lift: {}, quiet: {} } }

test('the same choice is the same value, in whatever order and however often it was made', () => {
  for (const typed of ['lift chair', 'chair lift', 'chair,lift', ' lift  chair lift '])
    expect(manyChoice.parse(typed, field)).toEqual({ ok: true, value: 'chair lift' })
})

test('nothing else than its options can be chosen, and nothing is no choice', () => {
  for (const typed of ['sofa', 'chair sofa', 'chairlift', 'constructor', ',', 'Chair'])
    expect(manyChoice.parse(typed, field)).toEqual({ ok: false, reason: 'not-a-choice' })
})

test('what is no longer offered cannot be chosen, alone or among others', () => {
  const now = { ...field, retired: ['lift'] }
  expect(choice.parse('chair', now)).toEqual({ ok: true, value: 'chair' })
  expect(choice.parse('lift', now)).toEqual({ ok: false, reason: 'not-a-choice' })
  for (const typed of ['lift', 'chair lift'])
    expect(manyChoice.parse(typed, now)).toEqual({ ok: false, reason: 'not-a-choice' })
})

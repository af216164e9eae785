import { expect, test } from 'vitest'
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

import { expect, test } from 'vitest'
import { apply } from '../portal/apply.ts'
import { practice } from '../portal/practice.fixture.ts'
import { healthWordsIn, mustBeSure } from './check-reason.ts'

test('a reason that names an illness is told with its words, and an ordinary one is free', () => {
  expect(healthWordsIn('Elsa Lindqvist has HIV')).toEqual(['HIV'])
  expect(healthWordsIn('Elsa tiene diabetes')).toEqual(['diabetes'])
  expect(healthWordsIn('They asked for a travel letter since 2 March')).toEqual([])
})

test('whoever says that it names no patient and no illness is believed', () => {
  const reason = 'Nurses answer what they read of the medicine'
  expect(mustBeSure({ reason })).toBe(true)
  expect(mustBeSure({ reason, isSure: false })).toBe(true)
  expect(mustBeSure({ reason, isSure: true })).toBe(false)
})

test('why words are accepted may say those words, and no others of health', () => {
  const edit = { kind: 'accept-words', words: ['vaccination'], in: ['name', 'en'] } as const
  const done = (because: string, isSure?: boolean) =>
    apply(practice, { ...edit, because, ...(isSure === undefined ? {} : { isSure }) })
  expect(done('The letter is about a vaccination.').ok).toBe(true)
  expect(done('Elsa Lindqvist has HIV.')).toMatchObject({ refusal: [{ code: 'reason-tells' }] })
  const sure = done('Our patients with HIV asked for it.', true)
  expect(sure.ok && sure.value.portal['accepted-words']?.at(-1)).toEqual({
    words: ['vaccination'],
    in: ['name', 'en'],
    because: 'Our patients with HIV asked for it.',
  })
})

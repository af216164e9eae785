import { expect, test } from 'vitest'
import { apply } from '../portal/apply.ts'
import { portalWith, practice } from '../portal/practice.fixture.ts'
import { check } from '../portal/check.ts'
import { healthWordsIn, mustBeSure } from './check-reason.ts'
import { declaredHealthWords } from './declared-words.ts'

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

const clinics = portalWith({
  'tables.refill.fields.pharmacy.options.neuro': { en: 'Neurology clinic', es: 'Neurología' },
  'tables.refill.fields.decision_note.label': { en: 'Diabetes note', es: 'Nota' },
})

test('why a portal goes live may say what its own names and choices say, and no other word of health', () => {
  const known = declaredHealthWords(clinics)
  const isFree = (reason: string): boolean => !mustBeSure({ reason }, known)
  expect(mustBeSure({ reason: 'Neurology is a choice now' })).toBe(true)
  expect(isFree('Neurology is a choice now')).toBe(true)
  expect(isFree('La neurología ya se puede elegir, and a note on diabetes')).toBe(true)
  expect(isFree('Elsa has HIV and goes to neurology')).toBe(false)
  expect(declaredHealthWords(practice)).not.toContain('Neurology')
})

test('what a portal names its things after stays a problem in its messages', () => {
  const notice = 'notices.refill-update.wording.en.body'
  const telling = portalWith({
    'tables.refill.fields.pharmacy.options.neuro': { en: 'Neurology', es: 'Neurología' },
    [notice]: 'The neurology clinic has news.\n{{link}}\n',
  })
  expect(check(telling).filter(({ path }) => path.join('.').startsWith('notices.refill-update'))).not.toEqual(
    [],
  )
})

import { expect, test } from 'vitest'
import { languages } from '../portal/text.ts'
import { harmlessWordings } from './harmless-wordings.fixture.ts'
import { healthWordings } from './health-wordings.fixture.ts'
import { scanWords } from './scan-words.ts'

const found = (text: string) => scanWords(text, 'en').map(({ words }) => words)

for (const language of languages) {
  test.each(healthWordings[language])(`${language}: “%s” speaks of health`, (wording) => {
    expect(scanWords(wording, language)).not.toEqual([])
  })
  test.each(harmlessWordings[language])(`${language}: “%s” says nothing of anybody`, (wording) => {
    expect(scanWords(wording, language)).toEqual([])
  })
}

test('the words are named as they were written, with their places', () => {
  expect(scanWords('Your Cholesterol was 210.', 'en')).toEqual([
    { kind: 'health', words: 'Cholesterol', at: 5 },
    { kind: 'figure', words: '210', at: 21 },
  ])
})

test.each([
  'Your CANCER',
  'su cáncer',
  'your can\u200bcer',
  'your can\u00adcer',
  'your c\u0430ncer',
  'your can-cer',
  'your c a n c e r',
  'your C.A.N.C.E.R.',
  'your c4ncer',
  'your ｃａｎｃｅｒ',
  'your cancers',
  'your cancer’s',
])('neither capitals nor tricks hide a word: %s', (text) => {
  expect(found(text)).toHaveLength(1)
})

test('variables are not read as words', () => {
  expect(found('{{portal_name}} {{state}}')).toEqual([])
})

test('the longest wording is read between two keystrokes', () => {
  const text = 'Please sign in to read about your request, then call us. '.repeat(87).slice(0, 5000)
  const before = performance.now()
  scanWords(text, 'en')
  expect(performance.now() - before).toBeLessThan(200)
})

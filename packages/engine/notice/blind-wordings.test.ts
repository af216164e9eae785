import { expect, test } from 'vitest'
import { blindHarmless } from './blind-harmless.fixture.ts'
import { blindHealth } from './blind-health.fixture.ts'
import { scanWords } from './scan-words.ts'

const isHit = ({ language, text }: (typeof blindHealth | typeof blindHarmless)[number]): boolean =>
  scanWords(text, language).length > 0

test('of 200 wordings that speak of health, written blind, at least 198 are caught', () => {
  expect(blindHealth).toHaveLength(200)
  expect(blindHealth.filter(isHit).length).toBeGreaterThanOrEqual(198)
})

test('of 100 harmless wordings, written blind, at most 5 are held up', () => {
  expect(blindHarmless).toHaveLength(100)
  expect(blindHarmless.filter(isHit).length).toBeLessThanOrEqual(5)
})

import { expect, test } from 'vitest'
import { progressInWords, sizeInWords } from './file-words.ts'

test('a size is said in the unit people know, in their way of writing numbers', () => {
  expect(sizeInWords(1, 'en')).toBe('1 kB')
  expect(sizeInWords(340_000, 'en')).toBe('340 kB')
  expect(sizeInWords(3_440_000, 'es')).toBe('3,4 MB')
})

test('how far a file has got is said in both sizes', () => {
  expect(progressInWords(500_000, 2_000_000, 'en')).toBe('500 kB of 2 MB')
})

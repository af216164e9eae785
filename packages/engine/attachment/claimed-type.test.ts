import { expect, test } from 'vitest'
import { claimedBy } from './claimed-type.ts'

test.each([
  ['letter.pdf', 'pdf', '.pdf'],
  ['My photo.JPEG', 'jpeg', '.jpeg'],
  ['notes.old.txt', 'text', '.txt'],
])('the name "%s" claims %s by %s', (name, type, ending) => {
  expect(claimedBy(name)).toEqual({ type, ending })
})

test.each(['letter', 'letter.docx', '.', 'a.constructor'])('the name "%s" claims nothing', (name) => {
  expect(claimedBy(name)).toBeNull()
})

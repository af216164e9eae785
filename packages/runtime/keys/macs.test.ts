import { createSecretKey, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { openMacs } from './macs.ts'

const derive = (purpose: string) =>
  createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.alloc(32), 'test', purpose, 32)))
const macs = openMacs({ derive })

test('a sealed text opens for the one it was sealed for', () => {
  const sealed = macs.sealText('answers', 'ada refill', 'Metformin')
  expect(macs.openText('answers', 'ada refill', sealed)).toBe('Metformin')
})

test('a sealed text that was moved to somebody else, or to another use, does not open', () => {
  const sealed = macs.sealText('totp', 'ada', 'secret')
  expect(() => macs.openText('totp', 'ben', sealed)).toThrow()
  expect(() => macs.openText('contact', 'ada', sealed)).toThrow()
})

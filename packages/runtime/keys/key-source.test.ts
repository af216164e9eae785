import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { holdsTheContract } from './key-source.contract.ts'
import { keyCommand, localFile } from './key-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))
const freshPath = (): string => join(folder, randomBytes(8).toString('hex'))
const secret = (): string => `${randomBytes(32).toString('base64url')}\n`

describe('a key file', () => {
  holdsTheContract(() => {
    const path = freshPath()
    return { open: () => localFile(path), addKeyOfKeys: () => undefined }
  })

  test('is for its owner alone, before and after a renewal, and keeps what it held', async () => {
    const path = freshPath()
    const source = localFile(path)
    const before = readFileSync(path, 'utf8').trim()
    await source.renew()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(before)
  })

  test('with anything but 32 bytes a line is refused without showing it', () => {
    for (const text of ['', 'short', `${secret()}short\n`]) {
      const path = freshPath()
      writeFileSync(path, text)
      expect(() => localFile(path)).toThrow('the key source did not give 32 bytes in base64url')
    }
  })
})

describe('a key command', () => {
  holdsTheContract(() => {
    const path = freshPath()
    writeFileSync(path, secret())
    return { open: () => keyCommand(`cat ${path}`), addKeyOfKeys: () => appendFileSync(path, secret()) }
  })
})

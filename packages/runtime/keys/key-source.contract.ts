import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { forPortal, type KeySource } from './key-source.ts'

/** One place where keys are kept: opened as often as processes begin, and given a further key of keys where it has to be. */
export type SourceUnderTest = { readonly open: () => KeySource; readonly addKeyOfKeys: () => void }

/** What every source of keys must hold, wherever it keeps them. */
export const holdsTheContract = (make: () => SourceUnderTest): void => {
  derivesAndWraps(make)
  isRenewed(make)
}

const bytes = (source: KeySource, purpose: string): string => source.derive(purpose).export().toString('hex')

const derivesAndWraps = (make: () => SourceUnderTest): void => {
  test('derives the same for one purpose in every process, and something else for any other', () => {
    const { open } = make()
    const [one, other] = [open(), open()]
    expect(bytes(one, 'session')).toBe(bytes(other, 'session'))
    expect(bytes(one, 'session')).toHaveLength(64)
    expect(bytes(one, 'session')).not.toBe(bytes(one, 'search'))
    expect(one.logins.export()).toEqual(other.logins.export())
  })

  test('two places have nothing in common', async () => {
    const [one, other] = [make().open(), make().open()]
    expect(bytes(one, 'session')).not.toBe(bytes(other, 'session'))
    const wrapped = await one.wrap(randomBytes(32), 'practice key')
    await expect(other.unwrap(wrapped, 'practice key')).rejects.toThrow()
  })

  test('unwraps what it wrapped, in any process, and only for the same purpose', async () => {
    const { open } = make()
    const key = randomBytes(32)
    const wrapped = await open().wrap(key, 'practice key 1')
    expect(wrapped.wrapped.includes(key)).toBe(false)
    expect(await open().unwrap(wrapped, 'practice key 1')).toEqual(key)
    await expect(open().unwrap(wrapped, 'practice key 2')).rejects.toThrow()
  })

  test('the same key is never wrapped to the same bytes twice', async () => {
    const source = make().open()
    const key = randomBytes(32)
    const [one, other] = [await source.wrap(key, 'practice key'), await source.wrap(key, 'practice key')]
    expect(one.wrapped.equals(other.wrapped)).toBe(false)
  })

  test('what was altered, cut, or wrapped by another key of keys does not open', async () => {
    const source = make().open()
    const { kek, wrapped } = await source.wrap(randomBytes(32), 'practice key')
    for (let at = 0; at < wrapped.length; at += 1) {
      const altered = Buffer.from(wrapped)
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at)
      await expect(source.unwrap({ kek, wrapped: altered }, 'practice key')).rejects.toThrow()
    }
    for (const length of [0, 11, 12, 28, wrapped.length - 1])
      await expect(
        source.unwrap({ kek, wrapped: wrapped.subarray(0, length) }, 'practice key'),
      ).rejects.toThrow()
    await expect(source.unwrap({ kek: kek + 1, wrapped }, 'practice key')).rejects.toThrow()
  })
}

const isRenewed = (make: () => SourceUnderTest): void => {
  test('a new key of keys wraps from then on; the old ones go on unwrapping, and what is derived stays', async () => {
    const { open, addKeyOfKeys } = make()
    const source = open()
    const before = bytes(source, 'session')
    const key = randomBytes(32)
    const old = await source.wrap(key, 'practice key')
    addKeyOfKeys()
    const newest = await source.renew()
    const fresh = await source.wrap(key, 'practice key')
    expect(newest).toBeGreaterThan(old.kek)
    expect(fresh.kek).toBe(newest)
    expect(await source.unwrap(old, 'practice key')).toEqual(key)
    expect(await source.unwrap(fresh, 'practice key')).toEqual(key)
    expect(bytes(source, 'session')).toBe(before)
    expect(bytes(open(), 'session')).toBe(before)
  })

  test('a process that runs already opens what a newer key of keys wrapped', async () => {
    const { open, addKeyOfKeys } = make()
    const [running, rotating] = [open(), open()]
    const key = randomBytes(32)
    await running.wrap(key, 'practice key')
    addKeyOfKeys()
    await rotating.renew()
    expect(await running.unwrap(await rotating.wrap(key, 'practice key'), 'practice key')).toEqual(key)
  })

  test('a further portal’s keys are its own', async () => {
    const source = make().open()
    const [one, other] = [forPortal(source, 'elm'), forPortal(source, 'oak')]
    expect(new Set([source, one, other].map((each) => bytes(each, 'session'))).size).toBe(3)
    expect(one.logins.export()).toEqual(source.logins.export())
    const wrapped = await one.wrap(randomBytes(32), 'practice key')
    await expect(other.unwrap(wrapped, 'practice key')).rejects.toThrow()
    await expect(source.unwrap(wrapped, 'practice key')).rejects.toThrow()
    await expect(one.unwrap(wrapped, 'practice key')).resolves.toHaveLength(32)
  })
}

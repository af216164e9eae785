import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { KeyStore, WrappedDataKey, WrappedPracticeKey } from '../postgres/key-store.ts'
import { openKeyRing } from './key-ring.ts'
import { localFile } from './key-source.ts'
import { practiceKeyPurpose } from './practice-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'portico-ring-'))
afterAll(() => rmSync(folder, { recursive: true }))
const source = localFile(join(folder, 'key'))
const ada = '20000000-0000-4000-8000-000000000001'

/** What the database keeps, in memory. */
class Kept implements KeyStore {
  keys: WrappedDataKey[] = []
  practice: WrappedPracticeKey[] = []
  number = 1
  asked = 0
  isAway = false
  readonly byIds = (ids: readonly string[]) => {
    this.asked += 1
    return Promise.resolve(this.keys.filter(({ id }) => ids.includes(id)))
  }
  readonly current = (subject: string) =>
    Promise.resolve(this.keys.findLast((key) => key.subject === subject) ?? null)
  readonly keep = (key: WrappedDataKey) => {
    this.keys.push(key)
    return Promise.resolve()
  }
  readonly practiceKeys = () => Promise.resolve(this.practice)
  readonly epoch = () =>
    this.isAway ? Promise.reject(new Error('away')) : Promise.resolve(String(this.number))
}

const secretOf = async (ring: ReturnType<typeof openKeyRing>, id: string) =>
  (await ring.keysOf([id])).get(id)?.key.export().toString('hex')

test('a person gets one key, which another process finds again', async () => {
  const kept = new Kept()
  const [one, other] = [openKeyRing(source, kept), openKeyRing(source, kept)]
  const made = await one.keyFor(ada)
  expect((await other.keyFor(ada)).id).toBe(made.id)
  expect(await secretOf(other, made.id)).toBe(made.key.export().toString('hex'))
  expect(kept.keys).toHaveLength(1)
})

test('a key that is held is not asked for again, until keys were rotated or destroyed', async () => {
  const kept = new Kept()
  const ring = openKeyRing(source, kept)
  const { id } = await ring.keyFor(ada)
  await ring.lookAgain()
  await secretOf(ring, id)
  await secretOf(ring, id)
  await ring.lookAgain()
  await secretOf(ring, id)
  expect(kept.asked).toBe(1)
  kept.keys = []
  expect(await secretOf(ring, id)).toBeDefined()
  kept.number += 1
  await ring.lookAgain()
  expect(await secretOf(ring, id)).toBeUndefined()
})

test('a process that cannot ask lets go of every key', async () => {
  const kept = new Kept()
  const ring = openKeyRing(source, kept)
  const { id } = await ring.keyFor(ada)
  await ring.lookAgain()
  kept.isAway = true
  await ring.lookAgain()
  kept.keys = []
  expect(await secretOf(ring, id)).toBeUndefined()
})

test('a key asked for before it was destroyed, and answered after, is used once and not held', async () => {
  const kept = new Kept()
  const ring = openKeyRing(source, kept)
  const { id } = await openKeyRing(source, kept).keyFor(ada)
  const asking = secretOf(ring, id)
  kept.number += 1
  await ring.lookAgain()
  expect(await asking).toBeDefined()
  kept.keys = []
  expect(await secretOf(ring, id)).toBeUndefined()
})

test('new keys are wrapped by the newest practice key, and old ones still open', async () => {
  const kept = new Kept()
  const ring = openKeyRing(source, kept)
  const old = await ring.keyFor(ada)
  const practice = randomBytes(32)
  kept.practice = [{ number: 1, ...(await source.wrap(practice, practiceKeyPurpose(1))) }]
  kept.number += 1
  await ring.lookAgain()
  const ben = await ring.keyFor('20000000-0000-4000-8000-000000000003')
  expect(kept.keys.map((key) => key.practice)).toEqual([null, 1])
  expect(await secretOf(ring, old.id)).toBe(old.key.export().toString('hex'))
  expect(await secretOf(openKeyRing(source, kept), ben.id)).toBe(ben.key.export().toString('hex'))
})

test('a key that was wrapped for one person opens for nobody else', async () => {
  const kept = new Kept()
  await openKeyRing(source, kept).keyFor(ada)
  kept.keys = kept.keys.map((key) => ({ ...key, subject: '20000000-0000-4000-8000-000000000002' }))
  await expect(openKeyRing(source, kept).keysOf(kept.keys.map(({ id }) => id))).rejects.toThrow()
})

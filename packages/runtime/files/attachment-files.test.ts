import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAttachmentFiles } from './attachment-files.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-attachments-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const day = 24 * 60 * 60 * 1000
const lay = (name: string, daysOld = 2): string => {
  const path = join(folder, name.slice(0, 2), name)
  mkdirSync(join(folder, name.slice(0, 2)), { recursive: true })
  writeFileSync(path, 'sealed')
  const at = new Date(Date.now() - daysOld * day)
  utimesSync(path, at, at)
  return path
}
/** A name in the folder `a0`, which is looked at in this turn of 256. */
const named = (): string => `a0${randomUUID().slice(2)}`
const turn = 0xa0

test('old files are found under the names they were written by, and nothing that somebody else left there', async () => {
  const [old, broken, fresh] = [named(), named(), named()]
  lay(old)
  lay(`${broken}.part`)
  lay(fresh, 0)
  for (const stray of ['a0.DS_Store', 'a0', 'a0-notes.txt', `${named()}.bak`]) lay(stray)
  const files = openAttachmentFiles(folder)
  expect((await files.olderThan(day, turn)).toSorted()).toEqual([old, broken].toSorted())
  expect(await files.olderThan(day, turn + 1)).toEqual([])
})

test('what broke off half way is removed by its name', async () => {
  const name = named()
  const path = lay(`${name}.part`)
  await openAttachmentFiles(folder).remove(name)
  expect(existsSync(path)).toBe(false)
})

test('a full folder is looked through a thousand names a turn, and wholly in the end', async () => {
  const names = Array.from({ length: 1500 }, () => `b1${randomUUID().slice(2)}`)
  for (const name of names) lay(name)
  const files = openAttachmentFiles(folder)
  const found: (readonly string[])[] = []
  for (let round = 0; round < 2; round += 1) found.push(await files.olderThan(day, 0xb1 + 256 * round))
  expect(found.map(({ length }) => length)).toEqual([1000, 500])
  expect(new Set(found.flat())).toEqual(new Set(names))
})

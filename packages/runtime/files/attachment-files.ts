import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Where attachments lie: sealed, under random names that say nothing. A store of objects elsewhere would answer the
 * same four questions.
 */
export type AttachmentFiles = {
  /** The whole file or nothing: one that breaks off leaves no name. */
  readonly write: (name: string, sealed: AsyncIterable<Uint8Array>) => Promise<void>
  readonly read: (name: string) => AsyncIterable<Uint8Array>
  readonly remove: (name: string) => Promise<void>
  /** Names of files that have lain here for longer than this: each turn looks at some, and enough turns at all. */
  readonly olderThan: (ms: number, turn: number) => Promise<readonly string[]>
}

const arriving = '.part'
const folders = 256
const atOnce = 1000

/** What we wrote and nothing else: anybody may leave a file in a folder. */
const nameShape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.part)?$/

export const openAttachmentFiles = (folder: string): AttachmentFiles => {
  /** Folders of two letters keep each of them small. */
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name)
  return {
    write: async (name, sealed) => {
      const path = pathOf(name)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = await open(path + arriving, 'wx', 0o600)
      try {
        for await (const frame of sealed) await file.write(frame)
        await file.sync()
        await rename(path + arriving, path)
      } catch (fault) {
        await rm(path + arriving, { force: true })
        throw fault
      } finally {
        await file.close()
      }
    },
    read: (name) => createReadStream(pathOf(name)),
    remove: async (name) => {
      await rm(pathOf(name), { force: true })
      await rm(pathOf(name) + arriving, { force: true })
    },
    olderThan: async (ms, turn) => {
      const part = join(folder, (turn % folders).toString(16).padStart(2, '0'))
      const found = (await readdir(part).catch(() => [])).filter((name) => nameShape.test(name)).toSorted()
      const from = (Math.floor(turn / folders) * atOnce) % Math.max(found.length, 1)
      const old = await Promise.all(
        found.slice(from, from + atOnce).map(async (name) => {
          const { mtimeMs } = await stat(join(part, name))
          return Date.now() - mtimeMs > ms ? [name.replace(arriving, '')] : []
        }),
      )
      return old.flat()
    },
  }
}

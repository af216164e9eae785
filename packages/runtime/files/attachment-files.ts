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
  /** Names of files that have lain here for longer than this. */
  readonly olderThan: (ms: number) => Promise<readonly string[]>
}

const arriving = '.part'

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
    remove: (name) => rm(pathOf(name), { force: true }),
    olderThan: async (ms) => {
      const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      const old = await Promise.all(
        found
          .filter((entry) => entry.isFile())
          .map(async ({ name, parentPath }) => {
            const { mtimeMs } = await stat(join(parentPath, name))
            return Date.now() - mtimeMs > ms ? [name.replace(arriving, '')] : []
          }),
      )
      return old.flat()
    },
  }
}

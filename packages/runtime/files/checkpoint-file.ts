import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The second place where heads of the trail are kept, outside the database: one note after another, only added to. */
export type CheckpointFile = { readonly append: (note: string) => void; readonly last: () => string | null }

const between = '\n\u0000\n'

export const openCheckpointFile = (path: string): CheckpointFile => ({
  append: (note) => {
    mkdirSync(dirname(path), { recursive: true })
    appendFileSync(path, `${note}${between}`, { mode: 0o600 })
  },
  last: () =>
    existsSync(path)
      ? (readFileSync(path, 'utf8')
          .split(between)
          .findLast((note) => note !== '') ?? null)
      : null,
})

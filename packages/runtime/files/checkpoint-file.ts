import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The second place where heads of the trail are kept, outside the database: one note after another, only added to. */
export type CheckpointFile = {
  readonly append: (note: string) => void
  /** Every head that was kept, oldest first. */
  readonly notes: () => readonly string[]
}

const between = '\n\u0000\n'

export const openCheckpointFile = (path: string): CheckpointFile => ({
  append: (note) => {
    mkdirSync(dirname(path), { recursive: true })
    appendFileSync(path, `${note}${between}`, { mode: 0o600 })
  },
  notes: () =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split(between)
          .filter((note) => note !== '')
      : [],
})

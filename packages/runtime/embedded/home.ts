import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotStart, messageOf } from './cannot-start.ts'
import { markedProcess, processMark } from './process-mark.ts'

/** The folder that holds everything this installation remembers; one running Portico owns it at a time. */
export type Home = {
  readonly folder: string
  readonly at: (...parts: readonly string[]) => string
  readonly leave: () => void
}

export function homeFolder(env: NodeJS.ProcessEnv): string {
  return resolve(env.PORTICO_HOME ?? '.portico')
}

export function enterHome(folder: string): Home {
  makeFolder(folder)
  const lock = join(folder, 'lock')
  const mark = processMark(process.pid) ?? String(process.pid)
  takeLock(folder, lock, mark)
  return {
    folder,
    at: (...parts) => join(folder, ...parts),
    leave: () => {
      if (existsSync(lock) && readFileSync(lock, 'utf8') === mark) rmSync(lock)
    },
  }
}

/** Passable but not listable for others: as root, Postgres runs as a user of its own inside this folder. */
function makeFolder(folder: string): void {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) {
      throw new CannotStart(
        `${folder} is a file, but Portico keeps its data in a folder of that name. Move the file away or set PORTICO_HOME to another folder.`,
      )
    }
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    mkdirSync(join(folder, 'log'), { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (fault) {
    if (fault instanceof CannotStart) throw fault
    throw new CannotStart(
      `The folder ${folder} cannot be used (${messageOf(fault)}). Give yourself the right to write there, or set PORTICO_HOME to another folder.`,
    )
  }
}

function takeLock(folder: string, lock: string, mark: string): void {
  try {
    const file = openSync(lock, 'wx', 0o600)
    writeFileSync(file, mark)
    closeSync(file)
  } catch (fault) {
    if (!existsSync(lock)) {
      throw new CannotStart(
        `The folder ${folder} cannot be written to (${messageOf(fault)}). Set PORTICO_HOME to another folder.`,
      )
    }
    const owner = markedProcess(readFileSync(lock, 'utf8'))
    if (owner !== undefined) {
      throw new CannotStart(
        `Portico is already running with the data in ${folder} (process ${owner}). Stop it first, or set PORTICO_HOME to another folder.`,
      )
    }
    rmSync(lock, { force: true })
    takeLock(folder, lock, mark)
  }
}

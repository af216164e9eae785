import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { endLeftover } from './process-mark.ts'

const guard = fileURLToPath(new URL('guard.ts', import.meta.url))

export type GuardedProgram = {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly uid?: number
  readonly gid?: number
  /** What asks it to stop in good order. */
  readonly signal: 'SIGINT' | 'SIGTERM'
  /** Holds the mark of the running server, for the next start to find one that outlived its guard. */
  readonly markFile: string
  readonly logFile: string
}

export type Guarded = {
  readonly exited: Promise<number>
  readonly stop: () => Promise<void>
}

/** Runs a foreign server that cannot outlive this process, however this process ends. */
export async function startGuarded({ logFile, ...program }: GuardedProgram): Promise<Guarded> {
  await endLeftover(program.markFile, program.signal)
  const log = openSync(logFile, 'a', 0o600)
  // A session of its own: Ctrl-C at the terminal is for us, and the servers are stopped last.
  const child = spawn(process.execPath, [guard, JSON.stringify(program)], {
    stdio: ['pipe', log, log],
    detached: true,
  })
  closeSync(log)
  child.stdin?.on('error', () => undefined)
  const exited = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1))
    child.on('error', () => resolve(127))
  })
  return {
    exited,
    stop: async () => {
      child.stdin?.end()
      await exited
    },
  }
}

export function lastLines(file: string, count: number): string {
  if (!existsSync(file)) return ''
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
}

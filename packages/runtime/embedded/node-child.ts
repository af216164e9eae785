import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Guarded } from './guarded.ts'

const lifeline = new URL('lifeline.ts', import.meta.url).href
const patienceMs = 10_000
/**
 * `fast` is for what people wait for. `small` is for what works behind them: a third less memory, and slower.
 * Left alone, Node keeps a hundred megabytes for what lives no longer than a call.
 */
const flagsOf = {
  fast: ['--max-semi-space-size=8'],
  small: ['--max-semi-space-size=8', '--optimize-for-size'],
} as const
/** Each thread would else have a heap of its own, and none gives back what another could use. */
const allocator = { MALLOC_ARENA_MAX: '2' }

export type NodeProgram = {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  readonly memory: keyof typeof flagsOf
}

export type NodeChild = Guarded & { readonly pid: number | undefined }

/** One of our own programs as a process of its own, which ends when this one does, however this one ends. */
export function startNodeChild({ file, args, env, logFile, memory }: NodeProgram): NodeChild {
  const log = openSync(logFile, 'a', 0o600)
  // A session of its own: at Ctrl-C it is stopped by us, in order.
  const child = spawn(process.execPath, [...flagsOf[memory], '--import', lifeline, file, ...args], {
    env: { ...allocator, ...env },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  })
  closeSync(log)
  const exited = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1))
    child.on('error', () => resolve(127))
  })
  return { pid: child.pid, exited, stop: () => stop(child, exited) }
}

async function stop(child: ChildProcess, exited: Promise<number>): Promise<void> {
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await exited
  clearTimeout(impatient)
}

import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Guarded } from './guarded.ts'

const lifeline = new URL('lifeline.ts', import.meta.url).href
const patienceMs = 10_000
/** Left alone, Node keeps a hundred megabytes for what lives no longer than a call. */
const youngMegabytes = 8

export type NodeProgram = {
  readonly file: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
}

export type NodeChild = Guarded & { readonly pid: number | undefined }

/** One of our own programs as a process of its own, which ends when this one does, however this one ends. */
export function startNodeChild({ file, args, env, logFile }: NodeProgram): NodeChild {
  const log = openSync(logFile, 'a', 0o600)
  // A session of its own: at Ctrl-C it is stopped by us, in order.
  const youngSpace = `--max-semi-space-size=${youngMegabytes}`
  const child = spawn(process.execPath, [youngSpace, '--import', lifeline, file, ...args], {
    env,
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
